/*
 * Builds dist/widget.js: one classic script with the styles inside. `node build.js tests` bundles
 * the unit tests instead, for `node --test`.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

/** What a visitor on a slow line waits for, gzipped. */
const MOST = 30 * 1024;
const OLDEST = ['chrome87', 'safari15.4', 'firefox98'];

/** A style sheet as a string, minified. */
const styles = {
  name: 'styles',
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: OLDEST });
      return { contents: css.code, loader: 'text' };
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
  await build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/widget.js', format: 'iife', minify: true, target: ['es2022'] });
  const made = readFileSync('dist/widget.js');
  const packed = gzipSync(made, { level: 9 }).length;
  console.log(`dist/widget.js: ${(made.length / 1024).toFixed(1)} KB, ${(packed / 1024).toFixed(1)} KB gzipped (at most ${MOST / 1024})`);
  if (packed > MOST) process.exitCode = 1;
}
