/** Hands for Firefox: a page in it, driven by WebDriver BiDi, and a server that stands in for the cloud. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { WebSocket } from 'ws';

const PLACES = [
  process.env.GANGWAY_FIREFOX,
  '/usr/bin/firefox',
  '/usr/bin/firefox-esr',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** Where Firefox is, if it is installed. */
export const FIREFOX = PLACES.find((it) => it && existsSync(it));

/** The names of keys, as WebDriver writes them. */
const KEYS = { Control: '\uE009', End: '\uE010', Home: '\uE011', PageDown: '\uE00F', PageUp: '\uE00E' };

/** Serves the page of another server, and answers its requests to the cloud as the fake one does. */
export async function standIn(pageUrl, makeCloud) {
  const routes = [];
  const server = createServer(async (request, response) => {
    const url = `${origin}${request.url}`;
    const body = await new Response(request).text();
    const [, handle] = routes.find(([pattern]) => pattern.test(url.split('?')[0])) ?? [];
    if (handle) return handle(route(request, response, url, body));
    const page = await fetch(`${pageUrl}${request.url}`);
    response.writeHead(page.status, { 'content-type': page.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await page.arrayBuffer()));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  await makeCloud(origin).serve({
    url: () => origin,
    route: async (glob, handle) => routes.unshift([asPattern(glob), handle]),
  });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, close };
}

function asPattern(glob) {
  return new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('**', '.*')}$`);
}

/** As much of a route as the fake cloud asks for. */
function route(request, response, url, body) {
  const asked = {
    method: () => request.method,
    url: () => url,
    headers: () => request.headers,
    postData: () => body || null,
    postDataJSON: () => (body ? JSON.parse(body) : null),
  };
  const fulfill = ({ status = 200, json, body: text = '', headers = {} }) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(json === undefined ? text : JSON.stringify(json));
  };
  return { request: () => asked, abort: () => request.destroy(), fulfill };
}

export class Firefox {
  static async launch() {
    const profile = await mkdtemp(join(tmpdir(), 'gangway-firefox-'));
    const program = spawn(FIREFOX, ['--headless', '--remote-debugging-port=0', '--profile', profile]);
    const address = await new Promise((found, failed) => {
      program.once('exit', (code) => failed(new Error(`Firefox ended at once, with ${code}`)));
      program.stderr.on('data', (said) => {
        const [, it] = /listening on (ws:\S+)/.exec(said) ?? [];
        if (it) found(it);
      });
    });
    const it = new Firefox(program, profile, new WebSocket(`${address}/session`));
    await it.begin();
    return it;
  }

  constructor(program, profile, socket) {
    Object.assign(this, { program, profile, socket, asked: new Map() });
    socket.on('message', (text) => this.hear(JSON.parse(text)));
  }

  async begin() {
    await new Promise((opened) => this.socket.once('open', opened));
    await this.say('session.new', { capabilities: {} });
    const { contexts } = await this.say('browsingContext.getTree');
    this.context = contexts[0].context;
    await this.ask('browsingContext.setViewport', { viewport: { width: 1280, height: 860 } });
  }

  visit(url) {
    return this.ask('browsingContext.navigate', { url, wait: 'complete' });
  }

  /** Runs a function in the page; `find` there looks for an element through shadow roots, and waits for it. */
  async run(body, ...given) {
    const { result } = await this.call(body, given);
    return result.value === undefined ? undefined : JSON.parse(result.value);
  }

  /** Puts a file into the first input that takes one. */
  async putFile(path) {
    const { result } = await this.call(async (find) => find('input[type=file]'), [], false);
    await this.ask('input.setFiles', { element: { sharedId: result.sharedId }, files: [path] });
  }

  /** Presses keys together. */
  press(...names) {
    const values = names.map((it) => KEYS[it] ?? it);
    const down = values.map((value) => ({ type: 'keyDown', value }));
    const up = values.reverse().map((value) => ({ type: 'keyUp', value }));
    const actions = [{ type: 'key', id: 'keys', actions: [...down, ...up] }];
    return this.ask('input.performActions', { actions });
  }

  /** Turns the wheel over a place. */
  wheel(x, y, deltaY) {
    const scroll = { type: 'scroll', x, y, deltaX: 0, deltaY };
    return this.ask('input.performActions', { actions: [{ type: 'wheel', id: 'wheel', actions: [scroll] }] });
  }

  async close() {
    const ended = new Promise((it) => this.program.once('close', it));
    this.program.kill();
    await ended;
    await rm(this.profile, { recursive: true, force: true });
  }

  async call(body, given, asText = true) {
    const functionDeclaration = `async (...given) => {
      ${find}
      const found = await (${body})(find, ...given.map((it) => JSON.parse(it)));
      return ${asText ? 'JSON.stringify(found)' : 'found'};
    }`;
    const answer = await this.say('script.callFunction', {
      functionDeclaration,
      awaitPromise: true,
      target: { context: this.context },
      arguments: given.map((it) => ({ type: 'string', value: JSON.stringify(it) })),
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer;
  }

  ask(method, params) {
    return this.say(method, { context: this.context, ...params });
  }

  say(method, params = {}) {
    const id = this.asked.size + 1;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.asked.set(id, { resolve, reject }));
  }

  hear({ id, type, result, error, message }) {
    const waiting = this.asked.get(id);
    if (type === 'success') waiting?.resolve(result);
    if (type === 'error') waiting?.reject(new Error(`${error}: ${message}`));
  }
}

/** Written out in the page. */
async function find(selector) {
  const within = (root) => {
    const found = root.querySelector(selector);
    if (found) return found;
    const hosts = [...root.querySelectorAll('*')].filter((it) => it.shadowRoot);
    return hosts.map((it) => within(it.shadowRoot)).find((it) => it);
  };
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = within(document);
    if (found) return found;
    await new Promise((drawn) => setTimeout(drawn, 50));
  }
  throw new Error(`${selector} never came`);
}
