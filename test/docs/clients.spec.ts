import { afterAll, beforeAll, expect, it } from 'vitest';
import { startModernMcpServer } from '../../demo/servers/modern-mcp.js';
import type { RunningUpstream } from '../../demo/servers/upstream-http.js';
import { PersonAtBrowser } from '../peers/person-at-browser.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type TestPerson } from '../support/people.js';
import { PageProgram } from './programs.js';
import { blocksOf, commandsOf as commandsIn, LOCAL, shell, typed, written } from './shell-commands.js';

let gatehouse: TestGatehouse;
let ada: TestPerson;
let server: RunningUpstream;
const values: Record<string, string> = {};
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  ada = await createPerson(gatehouse);
  const audience = `${gatehouse.url}/api/v1/mcp/tools`;
  const expected = { issuer: gatehouse.url, jwksUrl: `${gatehouse.url}/oauth/jwks`, audience };
  server = await startModernMcpServer({ ...expected, older: true });
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: server.url });
  Object.assign(values, { TOKEN: await gatehouse.admin(), ADA: ada.id });
});
afterAll(async () => {
  await gatehouse.stop();
  await server.close();
});

/** A section's commands, and a shell in which its first one has given names. */
function section(title: string) {
  const [names = '', ...commands] = commandsIn('docs/clients.md', title);
  const begin = names.replace(LOCAL, gatehouse.url);
  return { commands, run: typed(begin, values), text: written(begin, values) };
}

/** The programs of a section. */
const programs = (title: string) => blocksOf('docs/clients.md', title, 'js');

/** Gives the agent's names to what the page says next. */
async function registered(): Promise<void> {
  const { commands, run } = section('Register an agent');
  expect(commands).toHaveLength(1);
  const { client_id, client_secret } = await run(commands[0] ?? '');
  Object.assign(values, { CLIENT_ID: client_id, CLIENT_SECRET: client_secret });
}

it.skipIf(!shell)('the commands for curl lead from the challenge to a call', async () => {
  await registered();
  const { commands, run, text } = section('curl');
  const [challenge = '', metadata = '', token = '', call = '', ...more] = commands;
  expect(more).toEqual([]);
  expect(await text(challenge)).toMatch(/^HTTP\/1\.1 401 [^]*www-authenticate: Bearer [^]*resource_metadata="/i);
  expect(await run(metadata)).toMatchObject({ authorization_servers: [gatehouse.url], scopes_supported: ['mcp'] });
  values['ACCESS_TOKEN'] = (await run(token)).access_token as string;
  expect(claimsOf(values['ACCESS_TOKEN'])).toMatchObject({ sub: ada.id, act: { sub: values['CLIENT_ID'] } });
  expect(await text(call)).toContain('{"type":"text","text":"42"}');
});

it.each([
  ['the 2.x SDK', 'MCP SDK (TypeScript)', 0, ['42']],
  ['the 1.x SDK', 'MCP SDK (TypeScript)', 1, ['42']],
  ['openid-client', 'openid-client', 0, [expect.stringMatching(/^\{"access_token":"ey[^"]+","expires_in":300\}$/)]],
])('the program of %s runs as it is printed', async (_name, title, number, lines) => {
  await registered();
  const program = new PageProgram(programs(title)[number] ?? '', { GATE: gatehouse.url, ...values });
  expect(await program.lines()).toEqual(lines);
});

it.skipIf(!shell)('the app that the page registers signs a person in, as it is printed', async () => {
  const { commands, run } = section('Apps that people sign in to');
  const [link = '', app = '', ...more] = commands;
  expect(more).toEqual([]);
  expect((await fetch((await run(link)).url as string)).status).toBe(200);
  const { client_id: id, token_endpoint_auth_method: method } = await run(app);
  expect(method).toBe('none');
  const env = { GATE: gatehouse.url, CLIENT_ID: id as string };
  const program = new PageProgram(programs('openid-client')[1] ?? '', env);
  const answer = await new PersonAtBrowser(gatehouse, ada).follow(await program.said(/Open (http\S+)/));
  await fetch(answer);
  const [tokens = '', next = ''] = await program.lines();
  expect(JSON.parse(tokens)).toEqual({ sub: ada.id, scope: expect.stringContaining('mcp') as string });
  expect(JSON.parse(next)).toEqual({ expires_in: 300 });
});

it.skipIf(!shell)('an agent passes on what it may do by the commands of the page', async () => {
  await registered();
  const { commands, run } = section('Agents that act for others');
  const [second = '', passedOn = '', ...more] = commands;
  expect(more).toEqual([]);
  const resource = `${gatehouse.url}/api/v1/mcp/tools`;
  const { CLIENT_ID = '', CLIENT_SECRET = '' } = values;
  values['ACCESS_TOKEN'] = await gatehouse.accessToken(CLIENT_ID, CLIENT_SECRET, { resource });
  const summarizer = await run(second);
  Object.assign(values, { SECOND_ID: summarizer.client_id, SECOND_SECRET: summarizer.client_secret });
  const { access_token } = await run(passedOn);
  expect(claimsOf(access_token as string)).toMatchObject({
    ...{ sub: ada.id, aud: resource },
    act: { sub: summarizer.client_id, act: { sub: CLIENT_ID } },
  });
});

it.skipIf(!shell)('an access key is made and exchanged by the commands of the page', async () => {
  const { commands, run } = section('Access keys');
  const [key = '', exchange = '', ...more] = commands;
  expect(more).toEqual([]);
  values['KEY'] = (await run(key)).access_key as string;
  expect(await run(exchange)).toMatchObject({ token_type: 'Bearer', scope: 'mcp' });
});
