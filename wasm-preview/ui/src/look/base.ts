/** What every component shares. Shapes only; colours are tokens. */

import { controls } from './controls.js';
import { ground } from './ground.js';
import { signs } from './signs.js';
import { words } from './words.js';

export const base = [ground, words, controls, signs];
