/** Packs the packages, lays them and the pages into a folder as a stranger would, builds and serves them. */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EMBED = fileURLToPath(new URL('..', import.meta.url));
const ROOT = join(EMBED, '..');
/** Below the workspace, so that Lit, React and Vue are found above: nothing is fetched. */
export const TRY = join(EMBED, 'try');
const KINDS = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

export function run(program, args, cwd = TRY) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A tool of the workspace. */
export const tool = (name) => join(ROOT, 'node_modules', name);

export function layOut() {
  rmSync(TRY, { recursive: true, force: true });
  mkdirSync(TRY, { recursive: true });
  for (const name of ['engine', 'ui']) {
    run('npm', ['pack', '--workspace', name, '--pack-destination', TRY, '--silent'], ROOT);
    const packed = readdirSync(TRY).find((it) => it.startsWith(`gangway-${name}-`));
    const folder = join(TRY, 'node_modules/@gangway', name);
    mkdirSync(folder, { recursive: true });
    run('tar', ['-xzf', packed, '-C', folder, '--strip-components=1']);
  }
  for (const page of ['plain', 'react', 'vue'])
    cpSync(join(EMBED, page), join(TRY, page), { recursive: true });
}

export function build(page) {
  run(process.execPath, [tool('vite/bin/vite.js'), 'build', '--logLevel', 'error'], join(TRY, page));
}

/** Where a browser without a bundler finds what the packed modules import. */
function importMap() {
  const lit = (name, from = name) => ({
    [name]: `/node_modules/${from}`,
    [`${name}/`]: `/node_modules/${name}/`,
  });
  return {
    imports: {
      '@gangway/ui/define': '/node_modules/@gangway/ui/lib/define.js',
      '@gangway/engine': '/node_modules/@gangway/engine/lib/index.js',
      idb: '/node_modules/idb/build/index.js',
      ...lit('lit', 'lit/index.js'),
      ...lit('lit-html', 'lit-html/lit-html.js'),
      ...lit('lit-element', 'lit-element/index.js'),
      ...lit('@lit/reactive-element', '@lit/reactive-element/reactive-element.js'),
    },
  };
}

/** Serves the folder, and above it the packages of the workspace. */
export async function serve() {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = [join(TRY, path), join(ROOT, path)].find((it) => existsSync(it) && statSync(it).isFile());
    if (!file) return response.writeHead(404).end();
    response.setHeader('content-type', KINDS[extname(file)] ?? 'application/octet-stream');
    const bytes = readFileSync(file);
    if (!file.endsWith('plain/index.html')) return response.end(bytes);
    const map = `<script type="importmap">${JSON.stringify(importMap())}</script>`;
    return response.end(bytes.toString().replace('<script type="importmap"></script>', map));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
