import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { type Documented, type Json, operationsOf } from './operations.js';

let gatehouse: TestGatehouse;
let operations: readonly Documented[];

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  operations = operationsOf((await gatehouse.request('GET', '/api/openapi.json')).body as Record<string, Json>);
});

afterAll(() => gatehouse.stop());

describe('what operations are called', () => {
  it('keeps the names of operations, for scripts are written with them (another name: npm run openapi)', async () => {
    const ids = operations.map(({ id }) => id).sort();
    await expect(`${ids.join('\n')}\n`).toMatchFileSnapshot('operation-ids.txt');
  });

  it('says of every operation what it does, of no two the same, and in one line', () => {
    const summaries = operations.map(({ operation }) => operation['summary'] as string);
    expect(summaries.filter((summary, at) => summaries.indexOf(summary) !== at)).toEqual([]);
    expect(summaries.filter((summary) => !/^[A-Z]\S*( \S+)+$/.test(summary) || summary.length > 120)).toEqual([]);
    expect(operations.filter(({ operation }) => (operation['description'] as string).length < 10)).toEqual([]);
    const said = Object.fromEntries(operations.map(({ id, operation }) => [id, operation['summary'] as string]));
    expect(said).toMatchObject({
      'users.list': 'List people',
      'users.create': 'Create a person',
      'users.read': 'Show one person',
      'users.password.set': 'Set the password of a person',
      'users.access_keys.list': 'List the access keys of a person',
      'issuers.rules.update': 'Change a rule of an issuer',
      'clients.secrets.create': 'Create a secret for a client',
      'keys.rotate': 'Rotate the signing keys now',
      'mcp.post': 'Call an MCP server (streamable HTTP): POST',
    });
  });
});
