/** What the components tell their host. Nothing here holds a value of a row. */

import type { JobCounts, JobId, JobStatus, RefusalCode } from '@gangway/engine';

import type { StepId } from './import/steps.js';

export interface GangwayEvents {
  /** The component knows its person and module and can be used. */
  'gangway-ready': null;
  /** Another step is shown. */
  'gangway-step': { step: StepId };
  /** A file cannot be used. */
  'gangway-refusal': { code: RefusalCode | 'fault' };
  /** The person wants to import; `preventDefault()` keeps it from starting. */
  'gangway-start': { module: string };
  /** The job's counts changed. */
  'gangway-progress': { job: JobId; status: JobStatus; counts: JobCounts };
  /** The job has ended. */
  'gangway-complete': { job: JobId; status: JobStatus; counts: JobCounts };
  /** Something failed that the person was told about. */
  'gangway-error': { message: string };
  /** The person is done here. */
  'gangway-close': null;
  /** The person wants to see a module's records. */
  'gangway-records': { module: string };
  /** The person wants to import into a module. */
  'gangway-import': { module: string };
}

/** Tells the host; answers false if it said no to a cancelable event. */
export function tell<K extends keyof GangwayEvents>(
  from: EventTarget,
  type: K,
  detail: GangwayEvents[K],
  cancelable = false,
): boolean {
  return from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gangway-ready': CustomEvent<GangwayEvents['gangway-ready']>;
    'gangway-step': CustomEvent<GangwayEvents['gangway-step']>;
    'gangway-refusal': CustomEvent<GangwayEvents['gangway-refusal']>;
    'gangway-start': CustomEvent<GangwayEvents['gangway-start']>;
    'gangway-progress': CustomEvent<GangwayEvents['gangway-progress']>;
    'gangway-complete': CustomEvent<GangwayEvents['gangway-complete']>;
    'gangway-error': CustomEvent<GangwayEvents['gangway-error']>;
    'gangway-close': CustomEvent<GangwayEvents['gangway-close']>;
    'gangway-records': CustomEvent<GangwayEvents['gangway-records']>;
    'gangway-import': CustomEvent<GangwayEvents['gangway-import']>;
  }
}
