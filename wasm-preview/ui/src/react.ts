/** The components for React: the elements with their events as properties. Importing this defines the elements. */

import { createComponent, type EventName } from '@lit/react';
import * as React from 'react';

import { defineElements } from './elements.js';
import type { GangwayEvents } from './events.js';
import { GangwayImport as ImportElement } from './import/gangway-import.js';
import { GangwayJobNotices as NoticesElement } from './jobs/gangway-job-notices.js';
import { GangwayJobs as JobsElement } from './jobs/gangway-jobs.js';
import { GangwayRecords as RecordsElement } from './records/gangway-records.js';

defineElements();

const event = <K extends keyof GangwayEvents>(name: K) => name as EventName<CustomEvent<GangwayEvents[K]>>;

/** <gangway-import> */
export const GangwayImport = createComponent({
  react: React,
  tagName: 'gangway-import',
  elementClass: ImportElement,
  events: {
    onReady: event('gangway-ready'),
    onStep: event('gangway-step'),
    onRefusal: event('gangway-refusal'),
    onStart: event('gangway-start'),
    onProgress: event('gangway-progress'),
    onComplete: event('gangway-complete'),
    onError: event('gangway-error'),
    onClose: event('gangway-close'),
    onRecords: event('gangway-records'),
  },
});

/** <gangway-jobs> */
export const GangwayJobs = createComponent({
  react: React,
  tagName: 'gangway-jobs',
  elementClass: JobsElement,
  events: { onError: event('gangway-error') },
});

/** <gangway-job-notices> */
export const GangwayJobNotices = createComponent({
  react: React,
  tagName: 'gangway-job-notices',
  elementClass: NoticesElement,
});

/** <gangway-records> */
export const GangwayRecords = createComponent({
  react: React,
  tagName: 'gangway-records',
  elementClass: RecordsElement,
  events: { onImport: event('gangway-import'), onError: event('gangway-error') },
});
