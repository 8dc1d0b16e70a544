// Reads {path: text} from standard input and writes {path: what a parser that isn't ecolint's has against it}.
import { createRequire } from "node:module";
import { text as all } from "node:stream/consumers";

const load = createRequire(`${process.argv[2]}/`);
const babel = load("@babel/parser");
const vue = load("@vue/compiler-sfc");
const postcss = load("postcss");
const syntaxes = { ".scss": load("postcss-scss"), ".less": load("postcss-less") };

function script(text, typed) {
  const dialects = typed ? [["typescript"], ["typescript", "jsx"]] : [["jsx"], ["flow", "jsx"], []];
  let fault = "";
  for (const plugins of dialects) {
    for (const sourceType of ["module", "script"]) {
      try {
        babel.parse(text, {
          sourceType,
          plugins: [...plugins, "decorators-legacy"],
          allowReturnOutsideFunction: true,
          allowAwaitOutsideFunction: true,
          allowUndeclaredExports: true,
        });
        return "";
      } catch (error) {
        fault ||= String(error.message);
      }
    }
  }
  return fault;
}

function component(text) {
  const { descriptor, errors } = vue.parse(text, { sourceMap: false });
  const faults = errors.map((error) => String(error.message));
  for (const part of [descriptor.script, descriptor.scriptSetup]) {
    if (part) faults.push(script(part.content, /ts/.test(part.lang ?? "")));
  }
  if (descriptor.template && !descriptor.template.lang) {
    const compiled = vue.compileTemplate({ source: descriptor.template.content, filename: "a.vue", id: "a" });
    faults.push(...compiled.errors.map((error) => String(error.message ?? error)));
  }
  return faults.filter(Boolean).join("; ");
}

function styles(text, ending) {
  try {
    (syntaxes[ending]?.parse ?? postcss.parse)(text);
    return "";
  } catch (error) {
    return String(error.message);
  }
}

const answers = {};
for (const [path, text] of Object.entries(JSON.parse(await all(process.stdin)))) {
  const ending = path.slice(path.lastIndexOf("."));
  if (/^\.(js|mjs|cjs|jsx)$/.test(ending)) answers[path] = script(text, false);
  if (/^\.(ts|mts|cts|tsx)$/.test(ending)) answers[path] = script(text, true);
  if (ending === ".vue") answers[path] = component(text);
  if (/^\.(css|scss|less)$/.test(ending)) answers[path] = styles(text, ending);
}
process.stdout.write(JSON.stringify(answers));
