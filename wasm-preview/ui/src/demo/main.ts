/** The demo page's entry. */

import '../define.js';
import './gangway-demo.js';
