import { canonicalize } from 'json-canonicalize';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashOf, type Receipt } from '../../src/audit/chain/receipt.rules.js';
import { BuiltProgram, type Ended } from '../support/built-program.js';
import { ACCESS_TOKEN, EXCHANGE, exchange } from '../support/exchange.js';
import { rpc } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, claimsOf, createPerson, createRelyingParty, type TestPerson } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

interface Line {
  readonly receipt?: Receipt & Record<string, unknown>;
}

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let program: BuiltProgram;
let person: TestPerson;
let [reporter, reader, teller] = ['', '', ''];
/** Sessions of the three, each the child of the one before. */
let sids: string[];
let lines: string[];
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-journey-'));

beforeAll(async () => {
  program = await BuiltProgram.make();
  upstream = await RecordingUpstream.start();
  gatehouse = await TestGatehouse.start();
  const made = await gatehouse.create('/upstreams', { name: 'bank', kind: 'mcp', url: upstream.url });
  const { resource } = made as { resource: string };
  person = await createPerson(gatehouse);
  const agent = async () => {
    const { client_id: id, client_secret: secret } = await gatehouse.create('/clients', {
      client_name: 'Agent',
      kind: 'agent',
      owner_id: person.id,
      grant_types: ['client_credentials', EXCHANGE],
      scope: 'mcp user',
    });
    return { id: id as string, secret: secret as string };
  };
  const [one, two] = [await agent(), await agent()];
  const client = await createRelyingParty(gatehouse, { exchange_from: [one.id] });
  [reporter, reader, teller] = [client.id, one.id, two.id];

  // A person lets a client in; it hands its token to an agent, that one to another, and that one calls a tool.
  const flow = new AuthorizationFlow(gatehouse, client);
  const { access_token: first } = await flow.tokens(person, { scope: 'openid user mcp', resource });
  const tokens = [first as string];
  for (const hop of [one, two]) {
    const fields = { subject_token: tokens.at(-1), subject_token_type: ACCESS_TOKEN, resource };
    const { status, body, text } = await exchange(gatehouse, hop, fields);
    expect(status, text).toBe(200);
    tokens.push(body.access_token as string);
  }
  sids = tokens.map((token) => (claimsOf(token) as { sid: string }).sid);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${tokens.at(-1)}`,
  };
  const body = rpc('tools/call', { name: 'transfer', arguments: { amount: 1 } });
  const called = await gatehouse.request('POST', new URL(resource).pathname, { headers, body });
  expect(called.status, called.text).toBe(200);

  const answer = await gatehouse.adminCall('GET', '/audit/export');
  lines = answer.text.trimEnd().split('\n');
  const keys = await gatehouse.request('GET', '/.well-known/evidence-jwks.json');
  writeFileSync(join(folder, 'jwks.json'), keys.text);
  // From here on nobody needs it any more.
  await gatehouse.stop();
  await upstream.stop();
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true });
});

const verify = (changed: readonly string[]): Promise<Ended> => {
  writeFileSync(join(folder, 'export.ndjson'), `${changed.join('\n')}\n`);
  return program.run(['audit', 'verify', join(folder, 'export.ndjson'), '--jwks', join(folder, 'jwks.json')], {});
};
/** Where the receipt of a step is. */
function at(fields: Record<string, unknown>): number {
  const found = lines.findIndex((line) => {
    const { receipt } = JSON.parse(line) as Line;
    return receipt !== undefined && Object.entries(fields).every(([name, value]) => receipt[name] === value);
  });
  expect(found, JSON.stringify(fields)).toBeGreaterThanOrEqual(0);
  return found;
}
const receiptAt = (index: number) => (JSON.parse(lines[index] ?? '') as Required<Line>).receipt;
const STEPS = ['consent', 'token', 'first exchange', 'second exchange', 'gate call'] as const;
const stepAt = (step: (typeof STEPS)[number]): number =>
  ({
    consent: () => at({ kind: 'consent.given', client_id: reporter }),
    token: () => at({ kind: 'token.issued', client_id: reporter, sid: sids[0] }),
    'first exchange': () => at({ kind: 'token.issued', client_id: reader, sid: sids[1] }),
    'second exchange': () => at({ kind: 'token.issued', client_id: teller, sid: sids[2] }),
    'gate call': () => at({ kind: 'gate.call', decision: 'allow', sid: sids[2], tool: 'transfer' }),
  })[step]();

it('from the consent to the call everything is in it, and it verifies without the server', async () => {
  for (const step of STEPS) expect(receiptAt(stepAt(step))).toMatchObject({ sub: person.id });
  expect(receiptAt(stepAt('gate call'))['act']).toMatchObject({ sub: teller, act: { sub: reader } });
  const ended = await verify(lines);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^Whole: \d+ receipts in checkpoints 1 to \d+ of http/);
});

it.each(STEPS)('the receipt of the %s, changed, is the first that is told', async (step) => {
  const index = stepAt(step);
  const { receipt, hash } = JSON.parse(lines[index] ?? '') as { receipt: Receipt; hash: string };
  const changed = { ...receipt, sub: 'somebody-else' };
  const ended = await verify(lines.with(index, canonicalize({ hash, receipt: changed })));
  expect(ended.code).toBe(1);
  expect(ended.stdout).toBe(`BROKEN: line ${index + 1}: receipt ${receipt.id} is not what its hash was made of\n`);
});

it.each(STEPS)('the receipt of the %s, with its hash made anew, breaks the next link', async (step) => {
  const index = stepAt(step);
  const changed = { ...receiptAt(index), sub: 'somebody-else' };
  const ended = await verify(lines.with(index, canonicalize({ hash: hashOf(changed), receipt: changed })));
  const next = receiptIn(lines[index + 1]);
  expect(ended.code).toBe(1);
  if (next?.writer === changed.writer) {
    const told = `receipt ${next.id} does not follow on the one before it in chain ${next.writer}`;
    expect(ended.stdout).toBe(`BROKEN: line ${index + 2}: ${told}\n`);
  } else {
    const end = lines.findIndex((line, place) => place > index && receiptIn(line) === undefined);
    expect(ended.stdout).toMatch(new RegExp(`^BROKEN: line ${end + 1}: receipt ${changed.id} is not the one that `));
  }
});

it.each(STEPS)('without the receipt of the %s the place is told where it was', async (step) => {
  const index = stepAt(step);
  const ended = await verify(lines.toSpliced(index, 1));
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^BROKEN: line \d+: .*(missing|goes on)/);
  expect(ended.stdout).toContain(receiptAt(index).writer);
});

const receiptIn = (line: string | undefined) => (JSON.parse(line ?? '{}') as Line).receipt;
