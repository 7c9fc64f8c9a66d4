/** Unit tests of both packages, in Node. What needs a browser is in ui/tests/browser. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['gangway-source'] },
  ssr: { resolve: { conditions: ['gangway-source'] } },
  test: { include: ['engine/tests/**/*.test.ts', 'ui/tests/unit/**/*.test.ts'], environment: 'node' },
});
