/** The engine's own worker, with its memory in sight. */

import './memory.js';
import '../../engine/src/worker.ts';
