/** What TypeScript knows of the elements by their names. Never run. */

import '@gangway/ui/define';
import type { GangwayImport } from '@gangway/ui';

const wizard: GangwayImport | null = document.querySelector('gangway-import');
wizard?.addEventListener('gangway-complete', (event) => console.info(event.detail.counts.failed));
wizard?.addEventListener('gangway-start', (event) => event.preventDefault());
// @ts-expect-error a token is handed out, never written down
wizard?.setAttribute('get-token', async () => 'token');
if (wizard) wizard.getToken = () => Promise.resolve('token');
