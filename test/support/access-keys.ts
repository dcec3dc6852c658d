import type { Answer, TestGatehouse } from './gatehouse.js';

/** An access key with its text, as the one answer shows it. */
export interface TestAccessKey {
  readonly id: string;
  readonly text: string;
  readonly sid: string;
}

/** Makes an access key for somebody, good for `seconds`. */
export async function createAccessKey(
  gatehouse: TestGatehouse,
  userId: string,
  fields: Record<string, unknown> = {},
  seconds = 86_400,
): Promise<TestAccessKey> {
  const { id, access_key, session_id } = await gatehouse.create(`/users/${userId}/access-keys`, {
    name: 'Nightly job',
    scope: 'mcp',
    expires_at: new Date(gatehouse.clock.now() + seconds * 1000).toISOString(),
    ...fields,
  });
  return { id, text: access_key, sid: session_id };
}

/** Exchanges a key for a token. @param more another instance than the first, further headers */
export async function exchange(
  gatehouse: TestGatehouse,
  key: string,
  body: unknown = {},
  { base = gatehouse.url, headers: further = {} }: { base?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...further };
  const response = await fetch(`${base}/api/v1/access-keys/token`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}
