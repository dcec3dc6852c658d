import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from 'json-canonicalize';
import { generateKeyPair, SignJWT, exportJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, type Receipt } from '../../src/audit/chain/receipt.rules.js';
import { verifyEvidence } from '../../src/audit/verify/verification.js';
import { BuiltProgram } from '../support/built-program.js';
import { claimsOf } from '../support/people.js';
import { TestGatehouse } from '../support/gatehouse.js';

interface Exported {
  hash: string;
  receipt: Receipt & Record<string, unknown>;
}

let gatehouse: TestGatehouse;
let jwks: { keys: Record<string, unknown>[] };
/** Two blocks, so that there is something between two checkpoints. */
let lines: string[];

async function exported(query = ''): Promise<string[]> {
  const answer = await gatehouse.adminCall('GET', `/audit/export${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
  expect(answer.text.endsWith('\n')).toBe(true);
  return answer.text.trimEnd().split('\n');
}

beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const { id, secret } = await gatehouse.agent();
  const tokens = () => Promise.all(Array.from({ length: 12 }, () => gatehouse.accessToken(id, secret)));
  await tokens();
  await gatehouse.token({ grant_type: 'client_credentials' }, { id, secret: 'wrong' });
  await exported();
  await tokens();
  await gatehouse.create('/users', {
    email: 'grace@example.test',
    name: 'Grace \u20ac "quoted" \u{1F600}',
    roles: ['user'],
  });
  lines = await exported();
  jwks = (await gatehouse.request('GET', '/.well-known/evidence-jwks.json')).body;
});
afterAll(() => gatehouse.stop());

const isCheckpoint = (line: string) => 'checkpoint' in (JSON.parse(line) as object);
const read = (line: string) => JSON.parse(line) as Exported;
const write = (line: unknown) => canonicalize(line);
const checkpoints = () => lines.flatMap((line, at) => (isCheckpoint(line) ? [at] : []));
/** A receipt that has neighbours in its chain within its block. */
const inTheMiddle = () => {
  const at = lines.findIndex((line, index) => {
    const [before, here, after] = [lines[index - 1], line, lines[index + 1]];
    if (!before || !after || [before, here, after].some(isCheckpoint)) return false;
    return new Set([before, here, after].map((one) => read(one).receipt.writer)).size === 1;
  });
  expect(at).toBeGreaterThan(0);
  return at;
};
const rewritten = (at: number, change: (receipt: Exported['receipt']) => object, rehash: boolean) => {
  const { hash, receipt } = read(lines[at] ?? '');
  const changed = change(receipt) as Receipt;
  return lines.with(at, write({ hash: rehash ? hashOf(changed) : hash, receipt: changed }));
};
const verdict = (changed: readonly string[], receipt?: string) => verifyEvidence(changed, jwks, receipt);

describe('evidence that nobody touched', () => {
  it('is whole, closes with a checkpoint, and has every receipt that the database has', async () => {
    const result = await verdict(lines);
    expect(result).toMatchObject({ state: 'whole', verified: { issuer: gatehouse.settings.PUBLIC_URL } });
    expect(isCheckpoint(lines.at(-1) ?? '')).toBe(true);
    const [row] = await gatehouse.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_events WHERE writer IS NOT NULL AND at <= $1`,
      [read(lines.findLast((line) => !isCheckpoint(line)) ?? '').receipt['at']],
    );
    expect(result.verified?.receipts).toBeGreaterThanOrEqual(row?.count ?? Infinity);
    expect(result.verified?.receipts).toBe(lines.filter((line) => !isCheckpoint(line)).length);
  });

  it('is the same when it is exported again, with what came since', async () => {
    const again = await exported();
    expect(again.slice(0, lines.length)).toEqual(lines);
    expect(await verdict(again)).toMatchObject({ state: 'whole' });
  });

  it('verifies by the part, of which the receipts are those between two times', async () => {
    const last = checkpoints().at(-2) ?? 0;
    const part = lines.slice(last + 1);
    expect(await verdict(part)).toMatchObject({ state: 'whole', verified: { checkpoints: [2, 2] } });
    gatehouse.clock.advance(86_400_000);
    const tomorrow = new Date(gatehouse.clock.now()).toISOString();
    await gatehouse.create('/users', { email: 'later@example.test', name: 'Later', roles: ['user'] });
    const range = await exported(`?from=${tomorrow}`);
    expect(await verdict(range)).toMatchObject({ state: 'whole' });
    expect(range.join('\n')).toContain('user.created');
    expect(range.join('\n')).not.toContain(read(lines[0] ?? '').receipt.id);
    const earlier = await exported(`?to=${tomorrow}`);
    expect(earlier.slice(0, lines.length)).toEqual(lines);
    expect(await verdict(earlier)).toMatchObject({ state: 'whole' });
  });

  it('tells no time that is none', async () => {
    const answer = await gatehouse.adminCall('GET', '/audit/export?from=yesterday&until=now');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('from');
    expect(answer.text).toContain('until');
  });

  it('proves that one receipt is in it, to somebody who sees no other', async () => {
    const { receipt } = read(lines[inTheMiddle()] ?? '');
    const { status, text } = await gatehouse.adminCall('GET', `/audit/${receipt.id}/proof`);
    expect(status).toBe(200);
    expect(await verdict([text])).toMatchObject({ state: 'whole', proven: { receipt: receipt.id } });
    const { proof } = await verdict(lines, receipt.id);
    expect(write(proof)).toBe(text);
    expect(await verdict(lines, '0198c0de-0000-7000-8000-000000000000')).toMatchObject({ state: 'broken' });
    const other = read(lines[inTheMiddle() + 1] ?? '');
    const forged = write({ ...(JSON.parse(text) as object), receipt: other.receipt, hash: other.hash });
    expect(await verdict([forged])).toMatchObject({ state: 'broken' });
  });

  it('has no proof of what is not there', async () => {
    expect((await gatehouse.adminCall('GET', '/audit/0198c0de-0000-7000-8000-000000000000/proof')).status).toBe(404);
    expect((await gatehouse.adminCall('GET', '/audit/nothing/proof')).status).toBe(404);
  });

  it('is for administrators alone, its keys for everybody', async () => {
    expect((await gatehouse.request('GET', '/api/v1/admin/audit/export')).status).toBe(401);
    const { id, secret } = await gatehouse.agent();
    const headers = { authorization: `Bearer ${await gatehouse.accessToken(id, secret)}` };
    expect((await gatehouse.request('GET', '/api/v1/admin/audit/export', { headers })).status).toBe(403);
    const keys = await gatehouse.request('GET', '/.well-known/evidence-jwks.json');
    expect(keys.headers.get('content-type')).toBe('application/jwk-set+json');
    for (const key of keys.body.keys) expect(key).not.toHaveProperty('d');
  });
});

describe('tampering is found, and its first place named', () => {
  const FIELDS: Record<string, unknown> = {
    id: '0198c0de-0000-7000-8000-000000000000',
    at: '2020-01-01T00:00:00.000Z',
    kind: 'client.deleted',
    decision: 'deny',
    reason: 'because',
    sub: 'somebody',
    act: { sub: 'somebody else' },
    client_id: 'another',
    sid: '0198c0de-0000-7000-8000-000000000001',
    ancestors: ['0198c0de-0000-7000-8000-000000000002'],
    txn: 'another',
    resource: 'https://elsewhere.example',
    upstream: 'another',
    tool: 'another',
    rule: 'another',
    policy_version: '999',
    request_id: 'another',
    origin: 'elsewhere',
    detail: { nothing: 'of it' },
    writer: '0198c0de-0000-7000-8000-000000000003',
    seq: 1_000_000,
    prev: 'f'.repeat(64),
  };

  it('there is a row for every column that a receipt is made of', async () => {
    const columns = await gatehouse.sql<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'audit_events'::regclass AND attnum > 0`,
    );
    const made = columns.map(({ name }) => name).filter((name) => name !== 'hash');
    expect(new Set(Object.keys(FIELDS))).toEqual(new Set(made));
  });

  it.each(Object.entries(FIELDS))('%s was changed', async (field, value) => {
    const at = inTheMiddle();
    const changed = rewritten(at, (receipt) => ({ ...receipt, [field]: value }), false);
    expect(await verdict(changed)).toMatchObject({ state: 'broken', line: at + 1 });
  });

  it.each(Object.entries(FIELDS))('%s was changed, and the hash with it', async (field, value) => {
    const at = inTheMiddle();
    const changed = rewritten(at, (receipt) => ({ ...receipt, [field]: value }), true);
    const found = await verdict(changed);
    expect(found.state).toBe('broken');
    // At the latest when the chain goes on, or its checkpoint comes.
    const end = checkpoints().find((checkpoint) => checkpoint > at) ?? Infinity;
    expect(found.line).toBeLessThanOrEqual(end + 1);
  });

  it('the last receipt of a chain was changed, and its hash with it', async () => {
    const [end = 0] = checkpoints();
    const changed = rewritten(end - 1, (receipt) => ({ ...receipt, sub: 'somebody' }), true);
    expect(await verdict(changed)).toMatchObject({ state: 'broken', line: end + 1 });
  });

  it('a field was taken out', async () => {
    const at = inTheMiddle();
    const changed = rewritten(at, ({ kind: _kind, ...receipt }) => receipt, false);
    expect(await verdict(changed)).toMatchObject({ state: 'broken', line: at + 1 });
  });

  it('a receipt was dropped', async () => {
    const at = inTheMiddle();
    const found = await verdict(lines.toSpliced(at, 1));
    expect(found).toMatchObject({ state: 'broken', line: at + 1 });
    expect(found.problem).toContain('missing');
  });

  it('the first receipt of a chain was dropped', async () => {
    const found = await verdict(lines.slice(1));
    expect(found).toMatchObject({ state: 'broken' });
  });

  it('the last receipt before a checkpoint was dropped', async () => {
    const [end = 0] = checkpoints();
    expect(await verdict(lines.toSpliced(end - 1, 1))).toMatchObject({ state: 'broken', line: end });
  });

  it('a whole chain was dropped', async () => {
    const { writer } = read(lines[0] ?? '').receipt;
    const found = await verdict(lines.filter((line) => isCheckpoint(line) || read(line).receipt.writer !== writer));
    expect(found).toMatchObject({ state: 'broken' });
    expect(found.problem).toContain(writer);
  });

  it('two receipts changed places', async () => {
    const at = inTheMiddle();
    const [here, next] = [lines[at] ?? '', lines[at + 1] ?? ''];
    expect(await verdict(lines.with(at, next).with(at + 1, here))).toMatchObject({ state: 'broken', line: at + 1 });
  });

  it('a receipt is there twice', async () => {
    const at = inTheMiddle();
    const found = await verdict(lines.toSpliced(at + 1, 0, lines[at] ?? ''));
    expect(found).toMatchObject({ state: 'broken', line: at + 2 });
    expect(found.problem).toContain('twice');
  });

  it('a chain forks', async () => {
    const at = inTheMiddle();
    const [fork = ''] = rewritten(at, (receipt) => ({ ...receipt, sub: 'somebody' }), true).slice(at, at + 1);
    const found = await verdict(lines.toSpliced(at + 1, 0, fork));
    expect(found).toMatchObject({ state: 'broken', line: at + 2 });
    expect(found.problem).toContain('fork');
  });

  it('a receipt was put in at the end of a chain', async () => {
    const [end = 0] = checkpoints();
    const { receipt, hash } = read(lines[end - 1] ?? '');
    const more = { ...receipt, seq: receipt.seq + 1, prev: hash };
    const changed = lines.toSpliced(end, 0, write({ hash: hashOf(more), receipt: more }));
    expect(await verdict(changed)).toMatchObject({ state: 'broken', line: end + 2 });
  });

  it('a chain of its own was put in', async () => {
    const [end = 0] = checkpoints();
    const { receipt } = read(lines[0] ?? '');
    const more = { ...receipt, writer: '0198c0de-0000-7000-8000-000000000003' };
    const changed = lines.toSpliced(end, 0, write({ hash: hashOf(more), receipt: more }));
    const found = await verdict(changed);
    expect(found).toMatchObject({ state: 'broken', line: end + 2 });
    expect(found.problem).toContain('in no checkpoint');
  });

  it.each([1, 2, 5])('the end was cut off by %i lines', async (count) => {
    const found = await verdict(lines.slice(0, -count));
    expect(found).toMatchObject({ state: 'broken' });
    expect(found.problem).toContain('cut off');
  });

  it('a checkpoint was dropped', async () => {
    const [first = 0] = checkpoints();
    const found = await verdict(lines.toSpliced(first, 1));
    expect(found).toMatchObject({ state: 'broken' });
  });

  it('a whole block was dropped', async () => {
    const [first = 0, second = 0] = checkpoints();
    await gatehouse.create('/users', { email: 'third@example.test', name: 'Third', roles: ['user'] });
    const more = await exported();
    expect(await verdict(more)).toMatchObject({ state: 'whole' });
    const found = await verdict([...more.slice(0, first + 1), ...more.slice(second + 1)]);
    expect(found).toMatchObject({ state: 'broken' });
  });

  it('the database was changed by somebody who may change everything, and has rewritten all hashes', async () => {
    const victim = await TestGatehouse.start();
    try {
      const { id, secret } = await victim.agent();
      for (let count = 0; count < 5; count++) await victim.accessToken(id, secret);
      expect((await victim.adminCall('GET', '/audit/export')).status).toBe(200);
      const { body: keys } = await victim.request('GET', '/.well-known/evidence-jwks.json');
      await victim.sql(`SET session_replication_role = replica`).catch(() => undefined);
      await victim.sql(`ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only`);
      await victim.sql(
        `UPDATE audit_events SET sub = 'nobody' WHERE id = (SELECT id FROM audit_events WHERE kind = 'token.issued' LIMIT 1)`,
      );
      const { text } = await victim.adminCall('GET', '/audit/export');
      const found = await verifyEvidence(text.trimEnd().split('\n'), keys);
      expect(found).toMatchObject({ state: 'broken' });
    } finally {
      await victim.stop();
    }
  });
});

describe('checkpoints', () => {
  const claims = () => claimsOf((JSON.parse(lines.at(-1) ?? '') as { checkpoint: string }).checkpoint);

  it('are refused by other keys than those that signed them', async () => {
    const { publicKey } = await generateKeyPair('ES256');
    const [kid] = jwks.keys.map((key) => key['kid']);
    const others = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] };
    expect(await verifyEvidence(lines, others)).toMatchObject({ state: 'broken', line: (checkpoints()[0] ?? 0) + 1 });
    expect(await verifyEvidence(lines, { keys: [] })).toMatchObject({ state: 'broken' });
    expect(await verifyEvidence(lines, 'none')).toMatchObject({ state: 'unreadable' });
  });

  it('are refused when somebody else signed what they say', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const header = { alg: 'ES256', kid: String(jwks.keys[0]?.['kid']), typ: 'evidence-checkpoint+jwt' };
    const forged = await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey);
    const found = await verdict(lines.with(-1, write({ checkpoint: forged })));
    expect(found).toMatchObject({ state: 'broken', line: lines.length });
  });

  it('are no other token that the same key signed', async () => {
    const { id, secret } = await gatehouse.agent();
    const token = await gatehouse.accessToken(id, secret);
    const signing = { keys: (await gatehouse.request('GET', '/oauth/jwks')).body.keys };
    const found = await verifyEvidence([...lines, write({ checkpoint: token })], signing);
    expect(found).toMatchObject({ state: 'broken', line: lines.length + 1 });
    expect(found.problem).toContain('another type');
  });

  it('are verified by keys that were there before they signed anything: of the start, and the next', async () => {
    const fresh = await TestGatehouse.start({ CHECKPOINT_SECONDS: '3600' });
    try {
      const jwks = async () => (await fresh.request('GET', '/.well-known/evidence-jwks.json')).body;
      const ahead = await jwks();
      expect(await fresh.sql('SELECT 1 FROM audit_keys')).toEqual([]);
      const whole = async () => {
        const headers = { authorization: `Bearer ${await fresh.admin()}` };
        const { text } = await fresh.request('GET', '/api/v1/admin/audit/export', { headers });
        return verifyEvidence(text.trimEnd().split('\n'), ahead);
      };
      expect(await whole()).toMatchObject({ state: 'whole' });
      expect(ahead.keys.map(({ alg }: { alg: string }) => alg)).toEqual(['ES256', 'ES256']);
      fresh.clock.advance(601_000);
      expect((await fresh.adminCall('POST', '/keys/rotate', {})).status).toBe(200);
      expect(await whole()).toMatchObject({ state: 'whole' });
      expect((await jwks()).keys).toHaveLength(3);
    } finally {
      await fresh.stop();
    }
  });

  it('are verified by keys that the key ring has long forgotten', async () => {
    const { body: before } = await gatehouse.request('GET', '/oauth/jwks');
    for (let left = 2; left > 0; left--) {
      gatehouse.clock.advance(601_000);
      expect((await gatehouse.adminCall('POST', '/keys/rotate', {})).status).toBeLessThan(300);
    }
    await gatehouse.sql(`DELETE FROM signing_keys WHERE state = 'retired'`);
    const { body: kept } = await gatehouse.request('GET', '/.well-known/evidence-jwks.json');
    const used = claimsHeader(lines.at(-1) ?? '').kid;
    expect(before.keys.map(({ kid }: { kid: string }) => kid)).toContain(used);
    expect(kept.keys.map(({ kid }: { kid: string }) => kid)).toContain(used);
    const now = await exported();
    const { body: all } = await gatehouse.request('GET', '/.well-known/evidence-jwks.json');
    expect(await verifyEvidence(now, all)).toMatchObject({ state: 'whole' });
  });
});

const claimsHeader = (line: string): { kid: string } => {
  const { checkpoint } = JSON.parse(line) as { checkpoint: string };
  return JSON.parse(Buffer.from(checkpoint.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
};

describe('lines that are not as they were written', () => {
  it.each<[string, (line: string) => string]>([
    ['white space was put in', (line) => line.replace(':', ': ')],
    ['a member is there twice', (line) => line.replace('{', '{"hash":"0",')],
    ['members changed places', (line) => JSON.stringify(Object.fromEntries(Object.entries(read(line)).reverse()))],
    ['a member was added', (line) => write({ ...read(line), note: 'x' })],
  ])('%s', async (_name, change) => {
    const at = inTheMiddle();
    expect(await verdict(lines.with(at, change(lines[at] ?? '')))).toMatchObject({ state: 'broken', line: at + 1 });
  });

  it.each(['', '{', 'null', '[]', '{"receipt":{}}', '"text"'])('%j is no evidence', async (text) => {
    expect(await verdict([text])).toMatchObject({ state: 'unreadable', line: 1 });
  });

  it('nothing is no evidence', async () => {
    expect(await verdict([])).toMatchObject({ state: 'unreadable' });
  });
});

describe('the command line', () => {
  let program: BuiltProgram;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-evidence-'));
  const place = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(async () => {
    program = await BuiltProgram.make();
  });
  afterAll(() => {
    program.remove();
    rmSync(folder, { recursive: true });
  });
  const run = (name: string, text: string, ...more: string[]) =>
    program.run(
      ['audit', 'verify', place(name, text), '--jwks', place('jwks.json', JSON.stringify(jwks)), ...more],
      {},
    );

  it('says that an export is whole, with no server and no settings', async () => {
    const ended = await run('export.ndjson', `${lines.join('\n')}\n`);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(
      /^Whole: \d+ receipts in checkpoints 1 to 2 of http:\/\/localhost:\d+, until 20[^ ]+\.\n$/,
    );
    expect(ended.code).toBe(0);
  });

  it('names the first place at which one is broken, and exits with 1', async () => {
    const at = inTheMiddle();
    const ended = await run('broken.ndjson', `${lines.toSpliced(at, 1).join('\n')}\n`);
    expect(ended.stdout).toMatch(
      new RegExp(`^BROKEN: line ${at + 1}: receipts? \\d+ to \\d+ of chain .+ are missing\n$`),
    );
    expect(ended.code).toBe(1);
  });

  it('proves one receipt, by what it printed before', async () => {
    const { id } = read(lines[inTheMiddle()] ?? '').receipt;
    const { stdout } = await run('export.ndjson', `${lines.join('\n')}\n`, '--receipt', id);
    const [, proof = ''] = stdout.split('\n');
    const ended = await run('proof.json', proof);
    expect(ended.stdout).toContain(`Proven: receipt ${id} is in checkpoint`);
    expect(ended.code).toBe(0);
  });

  it('exits with 2 for what is no evidence, or not there', async () => {
    expect(await run('nothing.ndjson', 'hello\n')).toMatchObject({
      code: 2,
      stdout: 'Unreadable: line 1: is not JSON\n',
    });
    const missing = await program.run(
      ['audit', 'verify', join(folder, 'missing'), '--jwks', join(folder, 'jwks.json')],
      {},
    );
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stdout).toContain('Unreadable: ');
    const keyless = await program.run(
      ['audit', 'verify', join(folder, 'export.ndjson'), '--jwks', join(folder, 'no')],
      {},
    );
    expect(keyless).toMatchObject({ code: 2 });
    expect(keyless.stdout).toMatch(/^Unreadable: the keys of .*no: /);
  });

  it('exits with 2 when it was asked wrongly: nothing was found broken', async () => {
    const file = join(folder, 'export.ndjson');
    for (const asked of [[file], [file, '--keys', 'x'], []]) {
      const { code, stdout, stderr } = await program.run(['audit', 'verify', ...asked], {});
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: .*(--jwks|--keys|file)/);
    }
    expect(await program.run(['audit', 'verify', '--help'], {})).toMatchObject({ code: 0, stderr: '' });
  });

  it('prints JSON for programs', async () => {
    const { stdout } = await run('export.ndjson', `${lines.join('\n')}\n`, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ state: 'whole', verified: { checkpoints: [1, 2] } });
  });
});
