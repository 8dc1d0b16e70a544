// Sorting before filtering against filtering before sorting.   node js_sort_filter.mjs
//
// Rule: js/sort-before-filter.
//
// Last figures: Node 20.20, two shared cores, November 2026; times longer.
//   1 % stay 23, 10 % 8, 50 % 2.1, all stay 0.95
import { ratio } from "./js_timing.mjs";

const COUNT = 20_000;
for (const share of [0.01, 0.1, 0.5, 1]) {
  const items = Array.from({ length: COUNT }, (_, i) => ({ date: (i * 7919) % COUNT, kept: (i * 104729) % 1000 < share * 1000 }));
  const byDate = (a, b) => a.date - b.date;
  ratio(
    `${share * 100} % stay of ${COUNT} items`,
    () => items.toSorted(byDate).filter((item) => item.kept),
    () => items.filter((item) => item.kept).toSorted(byDate),
  );
}
