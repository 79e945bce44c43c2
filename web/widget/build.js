/*
 * Builds dist/widget.js: one classic script with the styles inside. `node build.js tests` bundles
 * the unit tests instead, for `node --test`.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { minify } from 'terser';

/** What a visitor on a slow line waits for, gzipped. */
const MOST = 30 * 1024;
const OLDEST = ['chrome87', 'safari15.4', 'firefox98'];

/** A style sheet as a string, minified. */
const styles = {
  name: 'styles',
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: OLDEST });
      // The minifier leaves what stands in custom properties as it is.
      return { contents: css.code.replace(/(--[\w-]+):\s+/g, '$1:'), loader: 'text' };
    });
  },
};

const common = { bundle: true, charset: 'utf8', legalComments: 'none', plugins: [styles], logLevel: 'warning' };

if (process.argv[2] === 'tests') {
  rmSync('dist/tests', { recursive: true, force: true });
  const entryPoints = readdirSync('tests').filter((name) => name.endsWith('.test.ts')).map((name) => 'tests/' + name);
  await build({ ...common, entryPoints, outdir: 'dist/tests', outExtension: { '.js': '.mjs' }, format: 'esm', platform: 'node' });
} else {
  mkdirSync('dist', { recursive: true });
  const bundle = await build({ ...common, entryPoints: ['src/index.ts'], format: 'iife', minify: true, target: ['es2022'], write: false });
  // Terser finds another fiftieth.
  const { code } = await minify(bundle.outputFiles[0].text, { ecma: 2020, compress: { passes: 3 } });
  const made = Buffer.from(code);
  writeFileSync('dist/widget.js', made);
  const packed = gzipSync(made, { level: 9 }).length;
  console.log(`dist/widget.js: ${(made.length / 1024).toFixed(1)} KB, ${(packed / 1024).toFixed(1)} KB gzipped (at most ${MOST / 1024})`);
  if (packed > MOST) process.exitCode = 1;
}
