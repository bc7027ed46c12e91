// Builds src/ and the npm packages of package.json into dist/: one stylesheet,
// one script, the font, the logo and the icons, each with a hash of its content
// in its name and compressed beforehand. The same input gives the same bytes.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const placeholder = "README.md"; // committed, so that the Go package builds on a clean clone

const types = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

// A theme states each colour once, as light-dark(light, dark). Browsers before
// 2024 do not know that function, so it becomes plain rules here: light, dark
// when the system asks for it, dark when the person chose it.
function expandTheme(css) {
  const dark = [];
  const light = css.replace(/(--[\w-]+):\s*light-dark\(([^,()]+),\s*([^,()]+)\);/g, (_, name, day, night) => {
    dark.push(`${name}: ${night};`);
    return `${name}: ${day};`;
  });
  if (/:\s*light-dark\(/.test(light)) throw new Error("theme.css: light-dark() takes two plain values");
  const rules = dark.join("\n");
  return `${light}
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${rules} } }
@media screen { :root[data-theme="dark"] { ${rules} } }`;
}

const theme = {
  name: "theme",
  setup(b) {
    b.onLoad({ filter: /theme\.css$/ }, (args) => ({
      contents: expandTheme(readFileSync(args.path, "utf8")),
      loader: "css",
    }));
  },
};

function icons() {
  const nodes = JSON.parse(readFileSync(join(here, "node_modules/lucide-static/icon-nodes.json"), "utf8"));
  const out = {};
  for (const name of JSON.parse(readFileSync(join(here, "icons.json"), "utf8"))) {
    if (!nodes[name]) throw new Error(`icons.json: lucide has no icon ${name}`);
    out[name] = nodes[name]
      .map(([tag, attrs]) => `<${tag}${Object.entries(attrs).map(([k, v]) => ` ${k}="${v}"`).join("")}/>`)
      .join("");
  }
  return out;
}

const hashed = (name, data) => {
  const dot = name.lastIndexOf(".");
  const hash = createHash("sha256").update(data).digest("hex").slice(0, 10);
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
};

mkdirSync(dist, { recursive: true });
for (const old of readdirSync(dist)) if (old !== placeholder) rmSync(join(dist, old), { recursive: true });

const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/css/trede.css", "src/js/trede.js"],
  plugins: [theme],
  bundle: true,
  minify: true,
  write: false,
  outdir: dist,
  entryNames: "[name]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  legalComments: "none",
  target: ["chrome109", "firefox115", "safari15.6"],
  format: "iife",
  logLevel: "warning",
});

const files = {};
function keep(logical, fileName, data) {
  const ext = fileName.split(".").pop();
  const entry = { path: fileName, type: types[ext], size: data.length };
  writeFileSync(join(dist, fileName), data);
  if (ext !== "woff2") {
    const br = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } });
    const gz = gzipSync(data, { level: 9 });
    writeFileSync(join(dist, fileName + ".br"), br);
    writeFileSync(join(dist, fileName + ".gz"), gz);
    Object.assign(entry, { br: br.length, gz: gz.length });
  }
  files[logical] = entry;
}

for (const out of result.outputFiles) {
  const name = basename(out.path);
  const data = Buffer.from(out.contents);
  if (name.endsWith(".woff2")) keep(name.includes("latin-ext") ? "font-ext.woff2" : "font.woff2", name, data);
  else keep(name, hashed(name, data), data);
}
const logo = readFileSync(join(here, "src/img/trede.svg"));
keep("trede.svg", hashed("trede.svg", logo), logo);

writeFileSync(join(dist, "icons.json"), JSON.stringify(icons()));
const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(dist, "manifest.json"), JSON.stringify(sorted, null, 1) + "\n");
for (const [name, f] of Object.entries(sorted)) console.log(`${name.padEnd(16)} ${String(f.size).padStart(7)} bytes${f.gz ? `, ${f.gz} gzip, ${f.br} brotli` : ""}`);
