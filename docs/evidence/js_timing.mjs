// Prints how many times longer one function takes than another: the best of some rounds of each.
import { performance } from "node:perf_hooks";

function best(run) {
  let least = Infinity;
  for (let round = 0, spent = 0; round < 3 || (round < 30 && spent < 400); round++) {
    let times = 0;
    const start = performance.now();
    do {
      run();
      times++;
    } while (performance.now() - start < 5);
    const took = performance.now() - start;
    spent += took;
    least = Math.min(least, took / times);
  }
  return least;
}

export function ratio(name, wasteful, frugal) {
  const [one, other] = [best(wasteful), best(frugal)];
  console.log(`${name}: ${(one / other).toPrecision(2)} times (${one.toPrecision(2)} ms, ${other.toPrecision(2)} ms)`);
}
