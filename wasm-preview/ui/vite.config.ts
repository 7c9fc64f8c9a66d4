/** Builds the demo page; the packages themselves are plain TypeScript. */

import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: ['chrome111', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 4179, strictPort: true, fs: { allow: ['..'] } },
});
