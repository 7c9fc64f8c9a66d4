/** Files of jobs, saved where the person's browser saves files. */

import type { FileKind, JobId, Link } from '@gangway/engine';

import type { Api } from './client.js';

/** Asks for a link, which is short-lived, and follows it. */
export async function save(api: Api, job: JobId, kind: FileKind): Promise<void> {
  const link = await api.get<Link>(`/jobs/${job}/files/${kind}`);
  const anchor = document.createElement('a');
  anchor.href = link.url;
  anchor.download = '';
  anchor.rel = 'noopener';
  anchor.click();
}
