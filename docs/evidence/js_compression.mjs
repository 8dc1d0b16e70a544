// How much larger texts are than with gzip or Brotli.   node js_compression.mjs FILE...
//
// Rule: js/express-no-compression.
//
// Last figures: Node 20.20, November 2026; Bootstrap 5's style sheet, script and manifest, a template's page.
//   CSS 8.4 times as large as with gzip (11.5 Brotli), JavaScript 4.9 (6.0), JSON 3.5 (3.9), HTML 7.2 (9.1)
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const byKind = new Map();
for (const file of process.argv.slice(2)) {
  const data = readFileSync(file);
  const sum = byKind.get(extname(file)) ?? { raw: 0, gzip: 0, brotli: 0 };
  sum.raw += data.length;
  sum.gzip += gzipSync(data).length;
  sum.brotli += brotliCompressSync(data).length;
  byKind.set(extname(file), sum);
}
for (const [kind, { raw, gzip, brotli }] of byKind) {
  console.log(`${kind}: ${(raw / gzip).toFixed(1)} times as large as with gzip, ${(raw / brotli).toFixed(1)} as with Brotli`);
}
