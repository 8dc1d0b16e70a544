// Searching a list for each item of another against asking a Set, made for the purpose.   node js_search.mjs
//
// Rule: js/linear-search-in-loop.
//
// Last figures: Node 20.20, two shared cores, November 2026; times longer.
//   10 items 0.6 (the Set is slower), 50 items 2.6, 200 items 9, 2,000 items 66, 20,000 items 240
import { ratio } from "./js_timing.mjs";

for (const count of [10, 50, 200, 2000, 20000]) {
  const wanted = Array.from({ length: count }, (_, i) => `id-${i * 2}`);
  const users = Array.from({ length: count }, (_, i) => ({ id: `id-${i}` }));
  ratio(
    `${count} by ${count} items`,
    () => users.filter((user) => wanted.includes(user.id)),
    () => {
      const set = new Set(wanted);
      return users.filter((user) => set.has(user.id));
    },
  );
}
