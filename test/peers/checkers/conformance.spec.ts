import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort, TestGatehouse } from '../../support/gatehouse.js';
import { createPerson, createRelyingParty } from '../../support/people.js';
import { PersonAtBrowser } from '../person-at-browser.js';
import { Checker } from './checker.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-conformance-'));
let gatehouse: TestGatehouse;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ CLIENT_METADATA_HOSTS: 'client.example.test' });
  const upstream = await gatehouse.create('/upstreams', { name: 'files', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
  resource = upstream.resource as string;
});
afterEach(() => Checker.stopAll());
afterAll(async () => {
  await gatehouse.stop();
  rmSync(folder, { recursive: true });
});

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
  readonly details?: { readonly body?: { readonly scope?: string } };
}

/** What the checker wrote down, of each scenario in a folder of its own. */
function checksIn(output: string): Check[] {
  return readdirSync(output).flatMap((run) => JSON.parse(readFileSync(join(output, run, 'checks.json'), 'utf8')));
}

describe('the conformance suite of MCP, as a public client that names no scope', () => {
  it.each([
    ['an MCP server', () => ['--resource', resource]],
    ['nothing in particular', () => []],
  ])('finds nothing wrong, with a token for %s', { timeout: 120_000 }, async (_what, named) => {
    const client = await createRelyingParty(gatehouse, {
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
      scope: 'mcp offline_access',
    });
    const [output, port] = [mkdtempSync(join(folder, 'run-')), await freePort()];
    const checker = new Checker('@modelcontextprotocol/conformance/dist/index.js', [
      ...['authorization', '--url', gatehouse.url, '--client-id', client.id, ...named()],
      ...['--port', String(port), '--output-dir', output],
    ]);
    const url = await checker.said(/^(http:\S+\/oauth\/authorize\?\S+)\n/m);
    expect(url).not.toContain('scope');
    await checker.said(/Callback server started/);
    const answer = await new PersonAtBrowser(gatehouse, await createPerson(gatehouse)).follow(url);
    expect((await fetch(answer)).status).toBe(200);
    expect([await checker.ended, checker.output]).toEqual([0, expect.stringContaining('Total: 3 passed, 0 failed')]);

    const checks = checksIn(output);
    expect(Object.fromEntries(checks.map(({ id, status }) => [id, status]))).toEqual({
      'authorization-server-metadata': 'SUCCESS',
      'authorization-server-metadata-cimd': 'SUCCESS',
      'authorization-code-grant': 'SUCCESS',
    });
    const granted = checks.find(({ id }) => id === 'authorization-code-grant')?.details?.body;
    expect(granted).toMatchObject({ token_type: 'Bearer', scope: 'mcp', expires_in: 300 });
  });
});
