/**
 * A stand-in for the API inside the test's browser, for looking at the page without a cloud. It keeps no promises
 * but the shapes: what an import really does is tested against the local cloud (journey.test.mjs).
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { defaultModules, headerFingerprint, initSync } from '../../../engine/src/wasm/gangway_wasm.js';

initSync({ module: readFileSync(new URL('../../../engine/src/wasm/gangway_wasm_bg.wasm', import.meta.url)) });
const MODULES = defaultModules();

const USERS = [
  { id: 'ada', email: 'ada@harbour.example', name: 'Ada Olsen', teams: ['north'], active: true },
  { id: 'ben', email: 'ben@harbour.example', name: 'Ben Idris', teams: ['north'], active: true },
  { id: 'cleo', email: 'cleo@harbour.example', name: 'Cleo Marsh', teams: ['south'], active: true },
];
const RIGHTS = [
  'import',
  'update',
  'assign_owners',
  'undo',
  'edit_templates',
  'see_others_jobs',
  'export',
  'administer',
];

/** What the CRM has of those who come again. */
const OLD = [
  {
    first_name: 'Yuki',
    last_name: 'Tanaka',
    company: 'Tanaka Seiki',
    email: 'yuki@tanaka.example',
    phone: '+81312345678',
    lead_source: 'Trade Show',
    employees: '480',
    annual_revenue: '15400000',
  },
  {
    first_name: 'Jonas',
    last_name: 'Keller',
    company: 'Alpwerk AG',
    email: 'jonas.keller@alpwerk.example',
    phone: '+41446681800',
    state: 'Zürich',
    lead_source: 'Web',
    annual_revenue: '410000',
    birthday: '1979-07-30',
    notes: 'Call in spring',
  },
].map((values, at) => ({
  id: `01JC${at}`,
  module: 'leads',
  values,
  owner: 'ben',
  version: 3,
  created_at: '2026-03-02T09:00:00Z',
  updated_at: '2026-10-02T09:00:00Z',
  created_by: null,
  updated_by: null,
}));

export class FakeCloud {
  /** What the started job will end with. */
  ending = { rows: 12, created: 7, updated: 0, unchanged: 0, skipped: 2, failed: 3, unprocessed: 0 };
  records = [];
  /** So many pages of a filtered list are empty and say where to go on. */
  emptyPages = 0;
  jobs = [];
  requests = [];
  /** What imports were started with. */
  plans = new Map();
  /** Polls that a job takes for each stage. */
  patience = 1;
  rights = RIGHTS;
  templates = [];
  user = 'ada';
  users = USERS;
  failUploads = 0;
  partSize = 8 * 1024 * 1024;
  /** The parts that were put, by number. */
  stored = [];
  /** S3 answers no more once it has so many parts. */
  holdAfter = Infinity;
  /** Nothing answers. */
  offline = false;
  /** Answers that the page had already. */
  unchanged = 0;
  /** So many first tokens are no longer good. */
  expiredTokens = 0;
  /** Records that match may not be seen. */
  hidden = false;
  /** The records that keys lead to. */
  old = OLD;
  /** Fields that every module has besides its own. */
  fields = [];
  /** Every so manieth key belongs to a record; 0 for none. */
  knownEvery = 5;

  /** Answers the page's requests. */
  async serve(page) {
    const { origin } = new URL(page.url() === 'about:blank' ? this.origin : page.url());
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { apiUrl: `${origin}/fake-api`, issuerUrl: `${origin}/fake-issuer` } }),
    );
    await page.route('**/fake-issuer/**', (route) => this.issue(route));
    await page.route('**/fake-api/**', (route) => this.answer(route));
    await page.route('**/fake-s3/**', (route) => this.store(route));
  }

  constructor(origin) {
    this.origin = origin;
  }

  issue(route) {
    if (route.request().method() === 'POST') return route.fulfill({ json: { access_token: 'token' } });
    const people = USERS.map((it, at) => ({
      id: it.id,
      name: it.name,
      tenant: 'harbour',
      scope: ['all', 'team', 'own'][at],
    }));
    return route.fulfill({
      json: [...people, { id: 'dan', name: 'Dan Reyes', tenant: 'lagoon', scope: 'all' }],
    });
  }

  store(route) {
    if (this.offline) return route.abort('internetdisconnected');
    // As on a connection that hangs: the page hears nothing.
    if (this.stored.length >= this.holdAfter) return undefined;
    if (this.failUploads-- > 0) return route.fulfill({ status: 503, body: '' });
    if (route.request().method() === 'PUT') this.stored.push(route.request().url().split('/').at(-1));
    return route.fulfill({ status: 200, headers: { etag: '"part"' }, body: '' });
  }

  answer(route) {
    if (this.offline) return route.abort('internetdisconnected');
    const request = route.request();
    const url = new URL(request.url());
    const path = url.pathname.replace('/fake-api', '');
    this.requests.push({ method: request.method(), path, query: url.search, body: request.postData() });
    const json = (body, headers = {}) => {
      const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)}"`;
      if (request.headers()['if-none-match'] === etag) {
        this.unchanged += 1;
        return route.fulfill({ status: 304, headers: { etag } });
      }
      return route.fulfill({ json: body, headers: { etag, ...headers } });
    };
    const number = Number(/token-(\d+)$/.exec(request.headers().authorization)?.[1] ?? Infinity);
    if (number <= this.expiredTokens) return route.fulfill({ status: 401, json: { status: 401 } });
    const [, first, second, third] = path.split('/');
    if (path === '/me')
      return json({
        tenant: 'harbour',
        user: this.user,
        teams: ['north'],
        scope: 'all',
        rights: this.rights,
      });
    if (path === '/users') return json(this.users);
    if (first === 'templates') return this.keep(request, second, json);
    if (path === '/modules') return json(MODULES);
    if (first === 'modules' && third === 'matches') return json(this.matches(request));
    if (first === 'modules' && third === 'keys') return json(this.keys(request));
    if (first === 'modules') {
      const module = MODULES.find((it) => it.id === second);
      return json({ ...module, fields: [...module.fields, ...this.fields] });
    }
    if (first === 'records') return json(this.list(url.searchParams));
    if (first === 'exports')
      return json({
        ...newJob({ module: 'leads', file_name: '', size: '0' }),
        kind: 'export',
        status: 'queued',
      });
    if (first === 'imports') return this.imports(route, second, third);
    if (first === 'jobs' && !second) return json({ items: this.jobs, next: null });
    const job = this.jobs.find((it) => it.id === second);
    if (third === 'files') return json({ url: `${this.origin}/fake-s3/${path.split('/').at(-1)}` });
    if (third === 'cancel') job.status = 'cancelled';
    else if (job) this.advance(job);
    return job
      ? json(job)
      : route.fulfill({
          status: 404,
          json: { type: 'not_found', title: 'There is no such job.', status: 404 },
        });
  }

  /** Templates, without what the API checks. */
  keep(request, slug, json) {
    const others = this.templates.filter((it) => it.slug !== slug);
    if (request.method() === 'GET') return json(this.templates);
    const headers = ({ plan }) => plan.columns.map((it) => it.header);
    const { drops, ...kept } = request.method() === 'PUT' ? request.postDataJSON() : {};
    const taken = drops?.allowed ? { drops: { ...drops, run_as: { user: 'ada' } } } : {};
    const template = kept.plan && {
      ...kept,
      ...taken,
      slug,
      header_fingerprint: headerFingerprint(headers(kept)),
    };
    this.templates = template ? [...others, template] : others;
    return json(template ?? null);
  }

  /** A page of the records; a filter is only looked at by the tests. */
  list(query) {
    if (query.has('filter') && this.emptyPages > 0) {
      this.emptyPages -= 1;
      return { items: [], next: 'further' };
    }
    const from = Number(query.get('cursor')) || 0;
    const to = from + Number(query.get('limit') ?? 50);
    return { items: this.records.slice(from, to), next: to < this.records.length ? String(to) : null };
  }

  keys(request) {
    const { keys } = request.postDataJSON();
    const bytes = Buffer.alloc(Math.ceil(keys.length / 8));
    keys.forEach(
      (_, at) => (bytes[at >> 3] |= this.knownEvery && at % this.knownEvery === 2 ? 1 << (at & 7) : 0),
    );
    return { known: bytes.toString('base64'), as_of: new Date().toISOString() };
  }

  /** The same keys are known as above; each leads to one of the old records in turn. */
  matches(request) {
    const { keys } = request.postDataJSON();
    const isKnown = (at) => this.knownEvery && at % this.knownEvery === 2;
    const match = (at) =>
      this.hidden
        ? { match: 'hidden', several: false }
        : {
            match: 'found',
            several: false,
            record: this.old[((at - 2) / this.knownEvery) % this.old.length],
          };
    const matches = keys.map((_, at) => (isKnown(at) ? match(at) : { match: 'nobody' }));
    return { matches, as_of: new Date().toISOString() };
  }

  imports(route, id, verb) {
    const body = route.request().postDataJSON();
    if (!id) {
      this.jobs.unshift(newJob(body));
      return route.fulfill({ json: { job: this.jobs[0].id, part_size: this.partSize } });
    }
    const job = this.jobs.find((it) => it.id === id);
    if (!verb) return route.fulfill({ json: { job, plan: this.plans.get(id) ?? null } });
    if (verb === 'start') this.plans.set(id, body.plan);
    if (verb === 'parts')
      return route.fulfill({
        json: {
          parts: body.parts.map((it) => ({
            number: it.number,
            url: `${this.origin}/fake-s3/${id}/${it.number}`,
            headers: [],
          })),
        },
      });
    if (verb === 'continue') {
      const rest = {
        ...newJob({ module: job.module, file_name: job.file.name, size: job.file.size }),
        continues: id,
      };
      Object.assign(rest, { status: 'queued', started_at: new Date().toISOString(), polls: 0 });
      this.jobs.unshift(rest);
      job.continued_by = rest.id;
      return route.fulfill({ json: rest });
    }
    if (verb === 'schedule') {
      if (route.request().method() === 'PUT') job.at = body.at;
      else Object.assign(job, { at: new Date().toISOString(), polls: 0 });
      return route.fulfill({ json: job });
    }
    if (verb === 'start' && body.at) {
      Object.assign(job, { at: body.at, status: 'scheduled', started_at: new Date().toISOString() });
      return route.fulfill({ json: job });
    }
    if (verb === 'start' && body.test) job.test = { first: body.test, waiting: null };
    if (verb === 'start')
      Object.assign(job, { status: 'queued', started_at: new Date().toISOString(), polls: 0 });
    return route.fulfill({ json: job });
  }

  advance(job) {
    if (job.polls === undefined) return;
    job.polls += 1;
    const stage = Math.floor(job.polls / this.patience);
    const ending = job.test
      ? { ...this.ending, rows: 20, created: 18, skipped: 1, failed: 1, unprocessed: 0 }
      : this.ending;
    const half = Object.fromEntries(
      Object.entries(ending).map(([name, it]) => [name, name === 'rows' ? it : Math.floor(it / 2)]),
    );
    if (stage >= 1) job.status = 'planning';
    if (stage >= 2) Object.assign(job, { status: 'running', counts: half });
    if (stage < 3) return;
    const files = [{ kind: 'source', rows: ending.rows, size: job.file.size }];
    if (ending.failed) files.push({ kind: 'failed', rows: ending.failed, size: '900' });
    files.push({ kind: 'success', rows: ending.rows - ending.failed, size: '4000' });
    if (job.test) job.test.waiting = 180;
    const status = ending.failed ? 'completed_with_errors' : 'completed';
    Object.assign(job, {
      status,
      counts: ending,
      files,
      previewed: 'previewed',
      finished_at: new Date().toISOString(),
    });
  }
}

let number = 0;

function newJob({ module, file_name: name, size }) {
  number += 1;
  return {
    id: `01JD4X7Q8Z${String(number).padStart(4, '0')}`,
    kind: 'import',
    module,
    status: 'draft',
    actor: { tenant: 'harbour', user: 'ada', teams: ['north'], scope: 'all', rights: RIGHTS },
    file: { name, size, fingerprint: null },
    created_at: new Date().toISOString(),
    started_at: null,
    finished_at: null,
    counts: { rows: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, unprocessed: 0 },
    refusal: null,
    previewed: null,
    files: [],
  };
}
