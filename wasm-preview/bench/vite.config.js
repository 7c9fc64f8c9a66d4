/** Builds the measuring page as `ui/vite.config.ts` builds the demo page. */

import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: ['chrome111', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: 'es' },
});
