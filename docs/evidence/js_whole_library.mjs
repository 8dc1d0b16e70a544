// What libraries weigh in a page, bundled and minified by esbuild, gzip.
//
//   npm install esbuild lodash lodash-es underscore moment dayjs core-js jquery axios highlight.js \
//     babel-polyfill whatwg-fetch intersection-observer
//   node js_whole_library.mjs
//
// Run it in the folder that holds node_modules. Rules: js/whole-library-import, js/heavy-dependency, js/needless-polyfill.
//
// Last figures: Node 20.20, esbuild 0.28.2, November 2026.
//   lodash, one function by name 26.9 kB, by path 1.6 kB; lodash-es by name 1.4 kB
//   underscore, one function by default or by name 7.6 kB
//   core-js whole 107.7 kB, one feature 6.6 kB
//   babel-polyfill 37.3 kB, intersection-observer 3.0 kB, whatwg-fetch 3.4 kB
//   compiled and run on a desktop computer: core-js whole 100 ms, babel-polyfill 40 ms
//   moment 20.8 kB, dayjs 3.4 kB, Intl 0.1 kB
//   jquery 28.2 kB, the DOM 0.1 kB; axios 22.3 kB, fetch 0.1 kB
//   highlight.js whole 317.8 kB, core and one language 9.9 kB
import { createRequire } from "node:module";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";

const { build } = createRequire(join(process.cwd(), "index.js"))("esbuild");

const CASES = {
  'lodash, one function by name': 'import { debounce } from "lodash"; window.x = debounce;',
  'lodash, the same by path': 'import debounce from "lodash/debounce"; window.x = debounce;',
  'lodash-es, the same by name': 'import { debounce } from "lodash-es"; window.x = debounce;',
  'underscore, one function by default': 'import _ from "underscore"; window.x = _.debounce;',
  'underscore, the same by name': 'import { debounce } from "underscore"; window.x = debounce;',
  'core-js, whole': 'import "core-js";',
  'core-js, one feature': 'import "core-js/actual/array/group";',
  'babel-polyfill': 'import "babel-polyfill";',
  'intersection-observer': 'import "intersection-observer";',
  'whatwg-fetch': 'import "whatwg-fetch";',
  'moment': 'import moment from "moment"; window.x = moment().format("LL");',
  'dayjs': 'import dayjs from "dayjs"; window.x = dayjs().format("DD/MM/YYYY");',
  'Intl': 'window.x = new Intl.DateTimeFormat("fr", { dateStyle: "long" }).format(new Date());',
  'jquery': 'import $ from "jquery"; window.x = $("p").addClass("a");',
  'DOM': 'window.x = document.querySelectorAll("p").forEach((p) => p.classList.add("a"));',
  'axios': 'import axios from "axios"; axios.get("/a").then(({ data }) => { window.x = data; });',
  'fetch': 'fetch("/a").then((r) => r.json()).then((data) => { window.x = data; });',
  'highlight.js, whole': 'import hljs from "highlight.js"; window.x = hljs;',
  'highlight.js, core and one language':
    'import hljs from "highlight.js/lib/core"; import python from "highlight.js/lib/languages/python";' +
    'hljs.registerLanguage("python", python); window.x = hljs;',
};

for (const [name, contents] of Object.entries(CASES)) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  });
  console.log(`${name}: ${(gzipSync(outputFiles[0].contents).length / 1000).toFixed(1)} kB`);
  if (name === "core-js, whole" || name === "babel-polyfill") {
    const times = [];
    for (let turn = 0; turn < 9; turn += 1) {
      // a comment of its own for each turn: otherwise V8 keeps what it compiled
      const started = performance.now();
      runInNewContext(`${outputFiles[0].text}// ${turn}`, {});
      times.push(performance.now() - started);
    }
    console.log(`  compiled and run in ${times.sort((a, b) => a - b)[4].toFixed(0)} ms`);
  }
}
