/** Builds the measuring page as `ui/vite.config.ts` builds the demo page. */

import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  // The packages as they are written, not as they are packed.
  resolve: { conditions: ['gangway-source', ...defaultClientConditions] },
  build: {
    target: ['chrome111', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: 'es' },
});
