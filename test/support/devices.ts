import type { Answer, TestGatehouse } from './gatehouse.js';

/** Token of a device of the person, with no key of its own. */
export async function deviceToken(gatehouse: TestGatehouse, person: { id: string }): Promise<string> {
  const { code } = await gatehouse.create(`/users/${person.id}/bridge-codes`, {});
  const answer = await gatehouse.request('POST', '/api/v1/bridge/exchange', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (answer.status !== 200) throw new Error(`no device: ${answer.status} ${answer.text}`);
  return answer.body.token as string;
}

/** Makes or rotates the client of the hooks of a device's person. @param url of another instance, or alias */
export async function provision(gatehouse: TestGatehouse, token: string, url = gatehouse.url): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/bridge/oauth-client`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as unknown };
}

/** The answer to a hook client that asks for a token, with its secret in the form. */
export function hookToken(
  gatehouse: TestGatehouse,
  { client_id, client_secret }: { client_id: string; client_secret: string },
  form: Record<string, string> = { plugin_id: 'bridge' },
): Promise<Answer> {
  return gatehouse.token({ grant_type: 'client_credentials', client_id, client_secret, ...form });
}
