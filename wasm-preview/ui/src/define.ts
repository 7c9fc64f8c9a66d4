/** Defines <gangway-import>, <gangway-jobs>, <gangway-records> and what is inside them. */

import { defineElements } from './elements.js';

defineElements();
