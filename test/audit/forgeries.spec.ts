import { canonicalize } from 'json-canonicalize';
import { CompactSign, exportJWK, generateKeyPair, generateSecret, type CryptoKey, type JWK } from 'jose';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashOf, NOTHING_BEFORE, type Receipt } from '../../src/audit/chain/receipt.rules.js';
import { pathOf, rootOf } from '../../src/audit/chain/merkle.rules.js';
import { type CheckpointClaims, nameOf, type Stretch } from '../../src/audit/checkpoints/checkpoint.rules.js';
import { linesOf } from '../../src/audit/verify/evidence-bytes.js';
import { verifyEvidence } from '../../src/audit/verify/verification.js';
import { BuiltProgram } from '../support/built-program.js';

const TYPE = 'evidence-checkpoint+jwt';
const [ONE, OTHER] = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'];

let key: CryptoKey;
let jwks: { keys: JWK[] };
beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
});

let count = 0;
/** Receipts of one chain, each after the one before it. */
function chain(writer: string, length: number, after: Receipt | null = null, fields: object = {}): Receipt[] {
  const receipts: Receipt[] = [];
  for (let left = length; left > 0; left--) {
    const before = receipts.at(-1) ?? after;
    const id = `0198c0de-0000-7000-8000-${String(++count).padStart(12, '0')}`;
    const place = { writer, seq: (before?.seq ?? 0) + 1, prev: before === null ? NOTHING_BEFORE : hashOf(before) };
    receipts.push({ id, kind: 'token.issued', decision: 'allow', ...fields, ...place });
  }
  return receipts;
}

const stretchOf = (receipts: readonly Receipt[]): Stretch => {
  const [first, last] = [receipts[0]!, receipts.at(-1)!];
  return { writer: first.writer, from: first.seq, to: last.seq, prev: first.prev, head: hashOf(last) };
};
const leavesOf = (receipts: readonly Receipt[]) => receipts.map((receipt) => Buffer.from(hashOf(receipt), 'hex'));
/** What an honest signer says of the chains. */
const claimsOf = (chains: readonly (readonly Receipt[])[], before: string | null = null, number = 1) => ({
  iss: 'https://gate.example',
  iat: 1_800_000_000,
  number,
  prev: before === null ? null : nameOf(before),
  root: rootOf(leavesOf(chains.flat())).toString('base64url'),
  size: chains.flat().length,
  chains: chains.map(stretchOf),
});
const signed = (claims: unknown, header: object = {}) =>
  new CompactSign(new TextEncoder().encode(typeof claims === 'string' ? claims : JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: TYPE, ...header })
    .sign(key);
const line = (receipt: Receipt) => canonicalize({ hash: hashOf(receipt), receipt });
const close = (jws: string) => canonicalize({ checkpoint: jws });
const verdict = (lines: readonly string[], receipt?: string) => verifyEvidence(lines, jwks, receipt);

describe('an export that is made by hand', () => {
  it('is whole when everything fits: two chains, of which one goes on and one begins', async () => {
    const [a, b] = [chain(ONE, 3), chain(OTHER, 2)];
    const first = await signed(claimsOf([a, b]));
    const more = chain(ONE, 2, a.at(-1));
    const second = await signed(claimsOf([more], first, 2));
    const lines = [...[...a, ...b].map(line), close(first), ...more.map(line), close(second)];
    expect(await verdict(lines)).toMatchObject({ state: 'whole', verified: { receipts: 7, checkpoints: [1, 2] } });
  });
});

describe('claims of a checkpoint that no honest signer makes', () => {
  type Change = (claims: CheckpointClaims) => unknown;
  const first = (change: object): Change => {
    return ({ chains: [stretch, ...rest], ...claims }) => ({ ...claims, chains: [{ ...stretch, ...change }, ...rest] });
  };
  it.each<[string, Change]>([
    ['nothing', () => 'null'],
    ['a list', (claims) => [claims]],
    ['no JSON', () => '{'],
    ['no chains', ({ chains: _chains, ...claims }) => claims],
    ['chains that are none', (claims) => ({ ...claims, chains: 'all' })],
    ['chains that are like a list', (claims) => ({ ...claims, chains: { ...claims.chains, length: 2 } })],
    ['a chain that is none', (claims) => ({ ...claims, chains: [...claims.chains, null] })],
    ['no chain at all', (claims) => ({ ...claims, chains: [], size: 0, root: rootOf([]).toString('base64url') })],
    ['the same chain twice', (claims) => ({ ...claims, chains: [...claims.chains, claims.chains[0]] })],
    ['an end before the beginning', first({ from: 3, to: 1 })],
    ['a negative beginning', first({ from: -1 })],
    ['a beginning at nothing', first({ from: 0 })],
    ['a place that is a text', first({ from: '1' })],
    ['a place that is no whole number', first({ to: 3.5 })],
    ['a place that no number can say', first({ to: 2 ** 53 })],
    ['a hash that is a list', first({ head: ['f'.repeat(64)] })],
    [
      'a hash in capitals',
      ({ chains: [one, ...rest], ...claims }) =>
        first({ head: one!.head.toUpperCase() })({ ...claims, chains: [one!, ...rest] }),
    ],
    ['something beside', first({ note: 'x' })],
    ['a first checkpoint after another', (claims) => ({ ...claims, prev: 'A'.repeat(43) })],
    ['no checkpoint before', (claims) => ({ ...claims, number: 2 })],
    ['number 0', (claims) => ({ ...claims, number: 0 })],
    ['a number that is a text', (claims) => ({ ...claims, number: '1' })],
    ['a number without end', (claims) => JSON.stringify(claims).replace('"number":1', '"number":1e400')],
    ['no size', ({ size: _size, ...claims }) => claims],
    ['a size that is a text', (claims) => ({ ...claims, size: String(claims.size) })],
    ['another size', (claims) => ({ ...claims, size: claims.size + 1 })],
    ['a time that is none', (claims) => ({ ...claims, iat: 'now' })],
    ['a time beyond all calendars', (claims) => ({ ...claims, iat: 1e15 })],
    ['no issuer', ({ iss: _iss, ...claims }) => claims],
    ['an issuer that is a list', (claims) => ({ ...claims, iss: [claims.iss] })],
    ['a root that is a list', (claims) => ({ ...claims, root: [claims.root] })],
    ['a member twice', (claims) => JSON.stringify(claims).replace('{', '{"number":9,')],
  ])('%s', async (_name, change) => {
    const chains = [chain(ONE, 3), chain(OTHER, 2)];
    const jws = await signed(change(claimsOf(chains)));
    const lines = [...chains.flat().map(line), close(jws)];
    expect(await verdict(lines)).toMatchObject({ state: 'broken', line: 6 });
    expect(await verdict([...lines, line(chain(ONE, 1)[0]!)])).toMatchObject({ state: 'broken' });
  });

  it('say that a chain which is known begins anew', async () => {
    const a = chain(ONE, 2);
    const jws = await signed(claimsOf([a]));
    const again = chain(ONE, 2);
    const lines = [...a.map(line), close(jws), ...again.map(line), close(await signed(claimsOf([again], jws, 2)))];
    expect(await verdict(lines)).toMatchObject({ state: 'broken', line: 4 });
  });

  it('leave out what came between, in a chain that is known', async () => {
    const a = chain(ONE, 2);
    const jws = await signed(claimsOf([a], 'before', 2));
    const gap = chain(ONE, 2, { ...a[1]!, seq: 4 });
    const lines = [...a.map(line), close(jws), ...gap.map(line), close(await signed(claimsOf([gap], jws, 3)))];
    expect(await verdict(lines)).toMatchObject({ state: 'broken', line: 4 });
  });
});

describe('receipts that stand elsewhere than they were signed', () => {
  const blocks = async () => {
    const [a, b] = [chain(ONE, 2), chain(OTHER, 2)];
    const first = await signed(claimsOf([a]));
    const second = await signed(claimsOf([b], first, 2));
    const third = await signed(claimsOf([chain(ONE, 1, a.at(-1))], second, 3));
    return { a, b, first, second, third };
  };

  it('in the block before', async () => {
    const { a, b, first, second } = await blocks();
    const lines = [...[...a, ...b].map(line), close(first), close(second)];
    expect(await verdict(lines)).toMatchObject({ state: 'broken', line: 5 });
  });

  it('in the block after', async () => {
    const { a, b, first, second } = await blocks();
    expect(await verdict([close(first), ...[...a, ...b].map(line), close(second)])).toMatchObject({
      state: 'broken',
      line: 1,
    });
  });

  it('in an order of checkpoints that is none', async () => {
    const { a, b, first, second, third } = await blocks();
    const [as, bs] = [a.map(line), b.map(line)];
    expect(await verdict([...bs, close(second), ...as, close(first)])).toMatchObject({ state: 'broken', line: 6 });
    expect(await verdict([...as, close(first), ...as, close(first)])).toMatchObject({ state: 'broken', line: 4 });
    expect(await verdict([...as, close(first), close(first)])).toMatchObject({ state: 'broken', line: 4 });
    expect(await verdict([...as, close(first), close(third)])).toMatchObject({ state: 'broken', line: 4 });
  });

  it.each([
    ['id', 1],
    ['id', 'x'],
    ['writer', 'x'],
    ['writer', '__proto__'],
    ['seq', 0],
    ['seq', -1],
    ['prev', 'x'],
    ['prev', 'F'.repeat(64)],
  ])('%s as %j', async (name, value) => {
    const receipt = { ...chain(ONE, 1)[0]!, [name]: value } as Receipt;
    expect((await verdict([line(receipt), close(await signed(claimsOf([[receipt]])))])).state).not.toBe('whole');
  });
});

describe('JSON that two readers take for two things', () => {
  const told = async (detail: string) => {
    const [receipt] = chain(ONE, 1, null, { detail: 0 });
    const text = line(receipt!).replace('"detail":0', `"detail":${detail}`);
    const changed = { ...receipt!, detail: JSON.parse(detail) as unknown };
    let hash = '0'.repeat(64);
    try {
      hash = hashOf(changed);
    } catch {
      // What has no canonical form has no hash.
    }
    return verdict([text.replace(/"hash":"[^"]*"/, `"hash":"${hash}"`)]);
  };
  it.each([
    '9007199254740993',
    '-0',
    '1e400',
    '-1e400',
    '1.0',
    '1E3',
    '"\\u0041"',
    '"\\/"',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
  ])('%s', async (detail) => {
    expect((await told(detail)).state).not.toBe('whole');
    expect((await told(detail)).problem).toMatch(/is not in the form|is not JSON/);
  });

  it('letters that look the same are not', async () => {
    const [receipt] = chain(ONE, 1, null, { sub: 'jos\u00e9' });
    const jws = await signed(claimsOf([[receipt!]]));
    expect(await verdict([line(receipt!), close(jws)])).toMatchObject({ state: 'whole' });
    const changed = { ...receipt!, sub: 'jose\u0301' };
    expect(await verdict([canonicalize({ hash: hashOf(receipt!), receipt: changed }), close(jws)])).toMatchObject({
      state: 'broken',
      line: 1,
    });
    expect(await verdict([line(changed), close(jws)])).toMatchObject({ state: 'broken', line: 2 });
  });

  it.each([100, 10_000, 1_000_000])(
    '%i lists in each other are not whole, and no end of the program',
    async (depth) => {
      const [receipt] = chain(ONE, 1);
      const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const text = line(receipt!).replace('"kind"', `"detail":${deep},"kind"`);
      expect((await verdict([text])).state).not.toBe('whole');
    },
  );
});

describe('keys and headers', () => {
  const one = async (header: object) => {
    const [receipt] = chain(ONE, 1);
    return [line(receipt!), close(await signed(claimsOf([[receipt!]]), header))];
  };

  it('a symmetric key signs nothing', async () => {
    const secret = await generateSecret('HS256', { extractable: true });
    const [receipt] = chain(ONE, 1);
    const claims = new TextEncoder().encode(JSON.stringify(claimsOf([[receipt!]])));
    const jws = await new CompactSign(claims).setProtectedHeader({ alg: 'HS256', kid: 'one', typ: TYPE }).sign(secret);
    const symmetric = { keys: [{ ...(await exportJWK(secret)), kid: 'one', alg: 'HS256' }] };
    expect(await verifyEvidence([line(receipt!), close(jws)], symmetric)).toMatchObject({ state: 'broken', line: 2 });
  });

  it('a public key is no secret, and nothing is signed by nobody', async () => {
    const [receipt] = chain(ONE, 1);
    const claims = JSON.stringify(claimsOf([[receipt!]]));
    const b64 = (text: string) => Buffer.from(text).toString('base64url');
    for (const alg of ['none', 'HS256']) {
      const jws = `${b64(JSON.stringify({ alg, kid: 'one', typ: TYPE }))}.${b64(claims)}.`;
      expect(await verdict([line(receipt!), close(jws)])).toMatchObject({ state: 'broken', line: 2 });
    }
  });

  it.each<[string, object]>([
    ['a type in other letters', { typ: 'Evidence-Checkpoint+JWT' }],
    ['no type', { typ: undefined }],
    ['a payload that is not encoded (RFC 7797)', { b64: false, crit: ['b64'] }],
    ['a key of its own', { jwk: { kty: 'oct', k: 'AA' } }],
    ['a place for keys', { jku: 'https://elsewhere.example/jwks' }],
  ])('a header with %s', async (_name, header) => {
    const b64 = 'b64' in header;
    const lines = b64 ? await one({}) : await one(header);
    if (b64) {
      const [head = '', ...rest] = (JSON.parse(lines[1]!) as { checkpoint: string }).checkpoint.split('.');
      const changed = { ...(JSON.parse(Buffer.from(head, 'base64url').toString()) as object), ...header };
      lines[1] = close([Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.'));
    }
    expect(await verdict(lines)).toMatchObject({ state: 'broken', line: 2 });
  });

  it('keys that cannot be read are told as such', async () => {
    const [receipt] = chain(ONE, 1);
    const lines = [line(receipt!), close(await signed(claimsOf([[receipt!]])))];
    const bad = { keys: [{ ...jwks.keys[0], x: 'AA' }] };
    expect(await verifyEvidence(lines, bad)).toMatchObject({ state: 'unreadable' });
    for (const keys of [null, 1, [], {}, { keys: {} }, { keys: [null] }]) {
      expect((await verifyEvidence(lines, keys)).state).not.toBe('whole');
    }
  });
});

describe('proofs that lie', () => {
  let receipts: Receipt[];
  let honest: { hash: string; receipt: Receipt; checkpoint: string; index: number; path: string[] };
  beforeAll(async () => {
    receipts = [...chain(ONE, 3), ...chain(OTHER, 4)];
    const jws = await signed(claimsOf([receipts.slice(0, 3), receipts.slice(3)]));
    const path = pathOf(leavesOf(receipts), 4).map((hash) => hash.toString('hex'));
    honest = { hash: hashOf(receipts[4]!), receipt: receipts[4]!, checkpoint: jws, index: 4, path };
  });

  it('an honest one is whole', async () => {
    expect(await verdict([canonicalize(honest)])).toMatchObject({
      state: 'whole',
      proven: { receipt: honest.receipt.id },
    });
  });

  it('about another receipt than was asked for', async () => {
    const found = await verdict([canonicalize(honest)], receipts[0]!.id);
    expect(found).toMatchObject({ state: 'broken' });
    expect(await verdict([canonicalize(honest)], honest.receipt.id)).toMatchObject({ state: 'whole' });
  });

  it('with more behind it, which nobody would look at', async () => {
    expect(await verdict([canonicalize(honest), line(receipts[0]!)])).toMatchObject({ state: 'broken', line: 2 });
    expect(await verdict([canonicalize(honest), canonicalize(honest)])).toMatchObject({ state: 'broken', line: 2 });
  });

  it.each([-1, 3, 5, 7, 2 ** 31, 2 ** 32 + 4, 2 ** 53 - 1, 4.5, '4', null])('at place %j', async (index) => {
    expect((await verdict([canonicalize({ ...honest, index })])).state).not.toBe('whole');
  });

  it('by a path that is longer, shorter, in another order or none', async () => {
    const { path } = honest;
    for (const other of [
      [...path, ...path],
      path.slice(1),
      path.toReversed(),
      [],
      null,
      'all',
      path.map((hash) => hash.toUpperCase()),
    ])
      expect((await verdict([canonicalize({ ...honest, path: other })])).state).not.toBe('whole');
  });

  it('by a checkpoint that says another place of the chain', async () => {
    const claims = claimsOf([receipts.slice(0, 3), receipts.slice(3)]);
    const [one, two] = claims.chains as [Stretch, Stretch];
    for (const chains of [
      [two, one],
      [
        { ...one, to: 2 },
        { ...two, to: 5 },
      ],
    ]) {
      const checkpoint = await signed({ ...claims, chains });
      expect(await verdict([canonicalize({ ...honest, checkpoint })])).toMatchObject({ state: 'broken' });
    }
  });
});

describe('a file', () => {
  const lines = async function* (...chunks: (string | Buffer)[]) {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  };
  const read = async (...chunks: (string | Buffer)[]) => {
    const found: string[] = [];
    for await (const text of linesOf(lines(...chunks))) found.push(text);
    return found;
  };

  it('is cut at line feeds alone, wherever its pieces end', async () => {
    const text = 'a\u2028b\u2029\u0085\vc\n\u{1F600}d\n\n\re';
    const bytes = Buffer.from(text);
    const pieces = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1));
    expect(await read(bytes)).toEqual(text.split('\n'));
    expect(await read(...pieces)).toEqual(text.split('\n'));
    expect(await read('a\n')).toEqual(['a']);
    expect(await read('')).toEqual([]);
  });

  it('that is no UTF-8, or begins with a mark, is not taken for another', async () => {
    await expect(read(Buffer.from([0x22, 0xff, 0x22]))).rejects.toThrow('UTF-8');
    await expect(read(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).rejects.toThrow('UTF-8');
    expect(await read('\u{feff}{}')).toEqual(['\u{feff}{}']);
  });

  it('that has no end of a line is given up before it fills the memory', async () => {
    let given = 0;
    const endless = async function* () {
      for (;;) {
        given += 1;
        yield await Promise.resolve(Buffer.alloc(1 << 20, 0x20));
      }
    };
    const all = async () => {
      for await (const text of linesOf(endless())) expect(text).toBe('never');
    };
    await expect(all()).rejects.toThrow('longer than');
    expect(given).toBeLessThan(64);
  });

  it('that has receipts and no checkpoint is given up before it fills the memory', async () => {
    let given = 0;
    const endless = function* () {
      let before: Receipt | null = null;
      for (;;) {
        given += 1;
        [before] = chain(ONE, 1, before) as [Receipt];
        yield line(before);
      }
    };
    expect(await verifyEvidence(endless(), jwks)).toMatchObject({ state: 'broken' });
    expect(given).toBeLessThan(30_000);
  });

  it('with letters that some take for the end of a line is whole on the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-forged-'));
    const program = await BuiltProgram.make();
    try {
      const [receipt] = chain(ONE, 1, null, {
        detail: { name: 'Line\u2028separator, next\u0085line, paragraph\u2029' },
      });
      const text = `${line(receipt!)}\n${close(await signed(claimsOf([[receipt!]])))}\n`;
      writeFileSync(join(folder, 'export'), text);
      writeFileSync(join(folder, 'jwks'), JSON.stringify(jwks));
      const run = () => program.run(['audit', 'verify', join(folder, 'export'), '--jwks', join(folder, 'jwks')], {});
      expect(await run()).toMatchObject({ code: 0, stderr: '' });
      writeFileSync(join(folder, 'export'), text.replace('\n', '\n\n'));
      expect(await run()).toMatchObject({ code: 2 });
      writeFileSync(join(folder, 'export'), ' '.repeat(64 << 20));
      const { code, stdout } = await run();
      expect([code, stdout]).toEqual([2, expect.stringContaining('longer than')]);
    } finally {
      program.remove();
      rmSync(folder, { recursive: true });
    }
  });
});
