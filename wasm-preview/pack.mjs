/**
 * Makes of a package's TypeScript the modules that are packed: `node pack.mjs engine|ui`. Nothing is bundled, so
 * that whoever embeds them bundles once and shares what is shared; but what needs a bundler is taken in.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

const [name] = process.argv.slice(2);
const root = fileURLToPath(new URL('.', import.meta.url));
const run = (script, args, cwd) =>
  execFileSync(process.execPath, [script, ...args], { cwd, stdio: 'inherit' });
const tool = (path) => createRequire(import.meta.url).resolve(path);
const folder = `${root}${name}`;

rmSync(`${folder}/lib`, { recursive: true, force: true });
run(
  tool('typescript/package.json').replace('package.json', 'bin/tsc'),
  ['--project', `${folder}/tsconfig.pack.json`],
  folder,
);

if (name === 'engine') {
  cpSync(`${folder}/src/wasm`, `${folder}/lib/wasm`, {
    recursive: true,
    filter: (it) => !it.endsWith('.gitignore'),
  });
  // A `dispose` of its own asks for a newer library of types than many projects name.
  const types = `${folder}/lib/wasm/gangway_wasm.d.ts`;
  writeFileSync(types, readFileSync(types, 'utf8').replaceAll(/^ *\[Symbol\.dispose\].*\n/gm, ''));
  // Bundlers look for a file by the name that is written here.
  const warm = `${folder}/lib/warm.js`;
  writeFileSync(warm, readFileSync(warm, 'utf8').replace("'./worker.ts'", "'./worker.js'"));
}

if (name === 'ui') {
  await takeIn('@tanstack/virtual-core', `${folder}/lib/import/preview/grid`, 'grid-view.js');
  const globs = ['src/*/gangway-*.ts', 'src/connected.ts', 'src/strings/localized.ts'];
  const manifest = `${folder}/custom-elements.json`;
  run(
    tool('@custom-elements-manifest/analyzer/cem.js'),
    ['analyze', '--litelement', '--quiet', '--globs', ...globs, '--exclude', 'src/demo/**'],
    folder,
  );
  // What is private is nobody's to read; and the modules are packed as JavaScript.
  const found = JSON.parse(readFileSync(manifest, 'utf8'), (key, it) =>
    key === 'members' ? it.filter((member) => !member.privacy || member.privacy === 'public') : it,
  );
  const packed = JSON.stringify(found, null, 2).replaceAll(/"src\/([^"]+)\.ts"/g, '"lib/$1.js"');
  writeFileSync(manifest, `${packed}\n`);
}

/** Lays a library beside the module that uses it. As it is published, it asks for Node's `process`, which no page has. */
async function takeIn(library, beside, user) {
  const { author, license, module, version } = JSON.parse(
    readFileSync(tool(`${library}/package.json`), 'utf8'),
  );
  const file = `${library.split('/').at(-1)}.js`;
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      lib: {
        entry: tool(`${library}/package.json`).replace('package.json', module),
        formats: ['es'],
      },
      outDir: beside,
      emptyOutDir: false,
      rolldownOptions: {
        output: {
          entryFileNames: file,
          banner: `/*! ${library} ${version}, © ${author?.name ?? author}, ${license} */`,
        },
      },
    },
  });
  const text = readFileSync(`${beside}/${user}`, 'utf8');
  writeFileSync(`${beside}/${user}`, text.replace(`'${library}'`, `'./${file}'`));
}
