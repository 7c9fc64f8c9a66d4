/** @gangway/ui: the components' classes and events. Importing this defines nothing by name of its own; see `define`. */

export { ApiError, type GetToken } from './api/client.js';
export type { GangwayEvents } from './events.js';
export { GangwayImport } from './import/gangway-import.js';
export { GangwayJobs } from './jobs/gangway-jobs.js';
export { GangwayRecords } from './records/gangway-records.js';
