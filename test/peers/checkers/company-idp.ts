/*
 * A company's provider made of `oidc-provider` from npm, over https, run by the Node of the checkers:
 * CHECKERS and FOLDER (`cert.pem`, `key.pem`), CLIENT as JSON, PORT. It says "listening".
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { CHECKERS = '', FOLDER = '', CLIENT = '{}', PORT = '' } = process.env;
const library = pathToFileURL(join(CHECKERS, 'node_modules/oidc-provider/lib/index.js')).href;

interface Library {
  readonly Provider: new (
    issuer: string,
    configuration: object,
  ) => {
    callback(): (request: object, response: object) => void;
    on(event: string, tell: (...of: unknown[]) => void): void;
  };
}
const { Provider } = (await import(library)) as Library;

const provider = new Provider(`https://localhost:${PORT}`, {
  clients: [JSON.parse(CLIENT) as object],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  scopes: ['openid', 'email', 'profile', 'groups'],
  // Without its own guard: the place that it tells of a logout is on this machine.
  fetch: (url: string, { dispatcher: _, ...options }: RequestInit & { dispatcher?: unknown }) => fetch(url, options),
  features: { backchannelLogout: { enabled: true } },
  findAccount: (_context: object, id: string) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@acme.example`,
      email_verified: true,
      name: 'Emma Employee',
      groups: ['engineering'],
    }),
  }),
});
for (const event of ['server_error', 'backchannel.error', 'grant.error', 'authorization.error']) {
  provider.on(event, (...of) => console.error(event, ...of));
}
provider.on('backchannel.success', () => console.log('told of the logout'));
const [cert, key] = ['cert.pem', 'key.pem'].map((name) => readFileSync(join(FOLDER, name)));
createServer({ cert, key }, provider.callback()).listen(Number(PORT), '127.0.0.1', () => console.log('listening'));
