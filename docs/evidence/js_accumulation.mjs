// Copying a collection for each item against adding to it.   node js_accumulation.mjs
//
// Rule: js/quadratic-accumulation.
//
// Last figures: Node 20.20, two shared cores, November 2026; times longer.
//   object: 10 keys 10, 100 keys 44, 1,000 keys 600, 3,000 keys 3,100
//   array: 10 items 5, 100 items 28, 1,000 items 160, 20,000 items 17,000
import { ratio } from "./js_timing.mjs";

for (const count of [10, 100, 1000, 3000]) {
  const keys = Array.from({ length: count }, (_, i) => `key-${i}`);
  ratio(
    `object, ${count} keys`,
    () => keys.reduce((all, key) => ({ ...all, [key]: 1 }), {}),
    () => keys.reduce((all, key) => ((all[key] = 1), all), {}),
  );
}
for (const count of [10, 100, 1000, 20000]) {
  const items = Array.from({ length: count }, (_, i) => i);
  ratio(
    `array, ${count} items`,
    () => {
      let all = [];
      for (const item of items) all = [...all, item];
      return all;
    },
    () => {
      const all = [];
      for (const item of items) all.push(item);
      return all;
    },
  );
}
