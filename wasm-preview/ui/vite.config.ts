/** Builds the demo page; the packages themselves are plain TypeScript. */

import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  // The packages as they are written, not as they are packed.
  resolve: { conditions: ['gangway-source', ...defaultClientConditions] },
  build: {
    target: ['chrome111', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 4179, strictPort: true, fs: { allow: ['..'] } },
});
