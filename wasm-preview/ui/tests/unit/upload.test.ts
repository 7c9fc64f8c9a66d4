import type { SignParts, UploadedPart } from '@gangway/engine';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { Api, ApiError } from '../../src/api/client.js';
import { parts, upload } from '../../src/api/upload.js';

/** What S3 got, and how often it says no first. */
let stored: Map<string, number>;
let refusals: number;
let refusal: number;

class FakeRequest {
  status = 0;
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onload?: () => void;
  private url = '';
  open(_method: string, url: string) {
    this.url = url;
  }
  setRequestHeader() {}
  getResponseHeader() {
    return `"etag-of-${this.url}"`;
  }
  abort() {}
  send(bytes: ArrayBuffer) {
    this.status = refusals-- > 0 ? refusal : 200;
    if (this.status === 200) stored.set(this.url, bytes.byteLength);
    queueMicrotask(() => this.onload?.());
  }
}

const created = { job: 'J1', part_size: 4 };

function signing(): Api {
  const api = new Api('https://api.example', () => Promise.resolve('token'));
  api.post = (async (_path: string, body: SignParts) => ({
    parts: body.parts.map((it) => ({ number: it.number, url: `part-${it.number}`, headers: [] })),
  })) as unknown as Api['post'];
  return api;
}

const run = (file: Blob, onProgress: (sent: number) => void = () => {}, taken: UploadedPart[] = []) =>
  upload(signing(), created, file, {
    signal: new AbortController().signal,
    onProgress,
    taken,
    pause: async () => {},
  });

beforeEach(() => {
  stored = new Map();
  refusals = 0;
  refusal = 503;
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
});
afterEach(() => vi.unstubAllGlobals());

describe('upload', () => {
  test('every byte is in exactly one part, and parts are told in order', async () => {
    const done = await run(new Blob(['0123456789']));
    expect(done.map((it) => it.number)).toEqual([1, 2, 3]);
    expect([...stored.entries()].sort()).toEqual([
      ['part-1', 4],
      ['part-2', 4],
      ['part-3', 2],
    ]);
  });

  test('the digest is that of the part', async () => {
    const [only] = await run(new Blob(['abc']));
    expect(only?.sha256).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
  });

  test('a part that fails for a moment, or whose address ran out, is sent again', async () => {
    for (const status of [503, 403]) {
      refusals = 2;
      refusal = status;
      expect((await run(new Blob(['abc']))).length).toBe(1);
    }
  });

  test('a part that is refused for good ends the upload with a sentence', async () => {
    refusals = 99;
    refusal = 400;
    await expect(run(new Blob(['abc']))).rejects.toThrow(/did not take the file \(400\)/);
  });

  test('parts that S3 has are not sent again, unless their bytes have changed', async () => {
    const taken = await run(new Blob(['0123456789']));
    const sent = async (file: Blob) => {
      stored.clear();
      await run(file, () => {}, taken);
      return [...stored.keys()];
    };
    expect(await sent(new Blob(['0123456789']))).toEqual([]);
    expect(await sent(new Blob(['0123xx6789']))).toEqual(['part-2']);
  });

  test('an empty file is one empty part', () => {
    expect(parts(0, 8)).toEqual([{ number: 1, start: 0, length: 0 }]);
  });
});

describe('the API client', () => {
  const answers: Response[] = [];
  let tokens: string[];
  const api = () => new Api('https://api.example/', async () => (tokens.push('t'), `token-${tokens.length}`));

  beforeEach(() => {
    tokens = [];
    answers.length = 0;
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => answers.shift()),
    );
  });

  test('a 401 refreshes the token once', async () => {
    answers.push(new Response('{}', { status: 401 }), new Response('{"ok":1}'));
    expect(await api().get('/me')).toEqual({ ok: 1 });
    expect(tokens.length).toBe(2);
  });

  test('a second 401 is a sentence', async () => {
    answers.push(new Response('{}', { status: 401 }), new Response('{}', { status: 401 }));
    await expect(api().get('/me')).rejects.toThrow(/no longer signed in/);
  });

  test('a problem is told in its own words', async () => {
    const body = {
      type: 'forbidden',
      title: 'You may not import',
      status: 403,
      detail: 'Ask for the right.',
    };
    answers.push(new Response(JSON.stringify(body), { status: 403 }));
    const error = await api()
      .get('/x')
      .catch((it: unknown) => it as ApiError);
    expect(error).toMatchObject({ kind: 'forbidden', status: 403, passing: false });
    expect((error as ApiError).message).toBe('You may not import. Ask for the right.');
  });

  test('an unchanged answer is told as such', async () => {
    answers.push(new Response(null, { status: 304 }));
    expect(await api().getIfChanged('/jobs', '"e"')).toEqual({ changed: false });
  });
});
