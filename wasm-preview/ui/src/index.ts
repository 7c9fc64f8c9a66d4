/** @gangway/ui: the components' classes and events. Importing this defines nothing; `defineElements` or `/define` does. */

export { ApiError, type GetToken } from './api/client.js';
export { defineElements } from './elements.js';
export type { GangwayEvents } from './events.js';
export { GangwayImport } from './import/gangway-import.js';
export { GangwayJobNotices } from './jobs/gangway-job-notices.js';
export { GangwayJobs } from './jobs/gangway-jobs.js';
export { GangwayRecords } from './records/gangway-records.js';
export type { Messages } from './strings/messages.js';
