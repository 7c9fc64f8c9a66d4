/** Who is at the demo page: its configuration, the local issuer's people, and their tokens. */

export interface Config {
  apiUrl: string;
  issuerUrl: string;
}

/** Somebody to be, as the issuer lists them. */
export interface Person {
  id: string;
  name: string;
  tenant: string;
  scope: string;
}

/** The addresses of this deployment. */
export async function loadConfig(): Promise<Config> {
  const { apiUrl, issuerUrl } = (await fetchJson('/config.json')) as Config;
  return { apiUrl, issuerUrl: issuerUrl.replace(/\/$/, '') };
}

/** Everybody that the local issuer knows. */
export async function loadPeople(config: Config): Promise<Person[]> {
  const found = (await fetchJson(`${config.issuerUrl}/users`)) as Record<string, unknown>[];
  return found.map((it) => ({
    id: text(it, 'id', 'sub', 'user'),
    name: text(it, 'name', 'id', 'user'),
    tenant: text(it, 'tenant'),
    scope: text(it, 'scope', 'crm_scope'),
  }));
}

/** A fresh token for somebody. */
export async function token(config: Config, person: string): Promise<string> {
  const answer = await fetch(`${config.issuerUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: person }),
  });
  if (!answer.ok) throw new Error(`The local issuer answered ${answer.status}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function fetchJson(url: string): Promise<unknown> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

function text(from: Record<string, unknown>, ...names: string[]): string {
  for (const name of names) if (typeof from[name] === 'string') return from[name];
  return '';
}
