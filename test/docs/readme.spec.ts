import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { commandsOf as commandsIn, shell, typed } from './shell-commands.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
});
afterAll(() => gatehouse.stop());

const commandsOf = (section: string): string[] => commandsIn('README.md', section);

it.skipIf(!shell)('the commands of the README make a person, an agent, a token and an app', async () => {
  const [names = '', person = '', upstream = '', agent = '', token = ''] = commandsOf('By hand');
  const [link = '', app = ''] = commandsOf('Let people in');
  const values: Record<string, string> = { TOKEN: await gatehouse.admin() };
  const before = names.replace('http://localhost:8080', gatehouse.url);
  const run = typed(before, values);
  values['ADA'] = (await run(person)).id as string;
  expect(await run(upstream)).toMatchObject({ resource: `${gatehouse.url}/api/v1/mcp/tools` });
  const { client_id, client_secret } = await run(agent);
  Object.assign(values, { CLIENT_ID: client_id, CLIENT_SECRET: client_secret });
  const first = await run(token);
  expect(first).toMatchObject({ token_type: 'Bearer', scope: 'mcp' });
  values['ACCESS_TOKEN'] = first.access_token as string;
  expect((await fetch((await run(link)).url as string)).status).toBe(200);
  expect(await run(app)).toMatchObject({
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1/callback'],
  });
  const [second = '', passedOn = ''] = commandsOf('Agents that act for others');
  const summarizer = await run(second);
  Object.assign(values, { SECOND_ID: summarizer.client_id, SECOND_SECRET: summarizer.client_secret });
  const { access_token } = await run(passedOn);
  expect(claimsOf(access_token as string)).toMatchObject({
    sub: values['ADA'],
    aud: `${gatehouse.url}/api/v1/mcp/tools`,
    act: { sub: summarizer.client_id, act: { sub: client_id } },
  });
  const [key = '', exchange = ''] = commandsOf('Scripts that cannot do OAuth');
  values['KEY'] = (await run(key)).access_key as string;
  expect(await run(exchange)).toMatchObject({ token_type: 'Bearer', scope: 'mcp' });
});
