/** Speaks to the HTTP API: the token, problems as sentences, and lists that are asked again with their ETag. */

import type { Problem } from '@gangway/engine';

/** Hands out the access token of whoever is at the page. */
export type GetToken = () => Promise<string>;

/** The API said no, or could not be reached. The message is meant for people. */
export class ApiError extends Error {
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The problem's stable word. */
  readonly kind: string;

  constructor(status: number, kind: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ApiError';
    this.status = status;
    this.kind = kind;
  }

  /** Whether the same request may well succeed a little later. */
  get passing(): boolean {
    const again = this.status === 0 || this.status === 429 || this.status >= 500;
    // The same request is under way; its answer is there in a moment.
    return again || this.kind === 'still_answering';
  }
}

/** An answer to a question that was asked before. */
export type Changed<T> = { changed: false } | { changed: true; body: T; etag: string | null };

export class Api {
  private readonly base: string;
  private readonly getToken: GetToken;
  private token: Promise<string> | undefined;

  constructor(base: string, getToken: GetToken) {
    this.base = base.replace(/\/$/, '');
    this.getToken = getToken;
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    const answer = await this.send('GET', path, { signal });
    return (await answer.json()) as T;
  }

  /** Asks again; an unchanged answer costs next to nothing. */
  async getIfChanged<T>(path: string, etag: string | null, signal?: AbortSignal): Promise<Changed<T>> {
    const headers: Record<string, string> = etag ? { 'if-none-match': etag } : {};
    const answer = await this.send('GET', path, { signal, headers });
    if (answer.status === 304) return { changed: false };
    return { changed: true, body: (await answer.json()) as T, etag: answer.headers.get('etag') };
  }

  /** `key` names the intent: the same key sent twice does the thing once. */
  async post<T>(path: string, body: unknown, key: string, signal?: AbortSignal): Promise<T> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await this.send('POST', path, { signal, headers, body: JSON.stringify(body) });
    return (await answer.json()) as T;
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const answer = await this.send('PUT', path, { headers, body: JSON.stringify(body) });
    return (await answer.json()) as T;
  }

  async delete(path: string): Promise<void> {
    await this.send('DELETE', path, {});
  }

  private async send(method: string, path: string, request: RequestInitLike): Promise<Response> {
    const used = (this.token ??= this.getToken());
    let answer = await this.once(method, path, request);
    if (answer.status === 401) {
      // Requests that went out together are refused together: the first one asks for a new token.
      if (this.token === used) this.token = undefined;
      answer = await this.once(method, path, request);
    }
    if (answer.ok || answer.status === 304) return answer;
    throw await problem(answer);
  }

  private async once(method: string, path: string, request: RequestInitLike): Promise<Response> {
    this.token ??= this.getToken();
    let token: string;
    try {
      token = await this.token;
    } catch (cause) {
      this.token = undefined;
      throw new ApiError(0, 'no_token', 'You could not be signed in. Reload the page and try again.', cause);
    }
    const headers = { ...request.headers, authorization: `Bearer ${token}` };
    try {
      return await fetch(this.base + path, { ...request, method, headers, cache: 'no-store' } as RequestInit);
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw new ApiError(
        0,
        'unreachable',
        'The server could not be reached. Check the connection and try again.',
        cause,
      );
    }
  }
}

interface RequestInitLike {
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
  body?: string;
}

async function problem(answer: Response): Promise<ApiError> {
  const found = (await answer.json().catch(() => undefined)) as Partial<Problem> | undefined;
  const title = found?.title ?? fallback(answer.status);
  const message = found?.detail ? `${withStop(title)} ${found.detail}` : title;
  return new ApiError(answer.status, found?.type ?? 'unknown', message);
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function fallback(status: number): string {
  if (status === 401) return 'You are no longer signed in. Sign in again and continue.';
  if (status === 403) return 'You may not do this. Ask your administrator for the right.';
  if (status === 404) return 'This is no longer there.';
  if (status === 429) return 'Too many requests at once. Wait a moment and try again.';
  return `The server answered with an error (${status}). Try again in a moment.`;
}
