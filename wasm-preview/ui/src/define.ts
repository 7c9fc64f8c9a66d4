/** Defines <gangway-import>, <gangway-jobs> and <gangway-records>. */

import './import/gangway-import.js';
import './jobs/gangway-jobs.js';
import './records/gangway-records.js';
