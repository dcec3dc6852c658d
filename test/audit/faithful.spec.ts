import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Evidence, type EvidenceEvent } from '../../src/audit/evidence.contract.js';
import { verifyEvidence } from '../../src/audit/verify/verification.js';
import { rpc, gated } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';

/** fast-check prints seed and path of what fails. */
const RUN = { seed: 8785, numRuns: Number(process.env['RUNS'] ?? 25), endOnFailure: true };

let gatehouse: TestGatehouse;
let evidence: Evidence;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ CHECKPOINT_SECONDS: '3600', LIMIT_ADMIN_CLIENT: '100000/1' });
  evidence = gatehouse.app.get(Evidence);
});
afterAll(() => gatehouse.stop());

async function whole(): Promise<string> {
  const { text } = await gatehouse.adminCall('GET', '/audit/export');
  const keys = (await gatehouse.request('GET', '/.well-known/evidence-jwks.json')).body as unknown;
  expect(await verifyEvidence(text.trimEnd().split('\n'), keys)).toMatchObject({ state: 'whole' });
  return text;
}

/** Texts as somebody sends who means no good: any UTF-16, NUL, halves of letters. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom(
    '\0',
    'a\0b',
    '\ud800',
    '\udc00x',
    '\u2028',
    'e\u0301',
    '\ufeff',
    '\\u0000',
    '__proto__',
    'toJSON',
    '',
  ),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      text,
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined, -0, 2 ** 53 + 2, 1e21, 5e-324, NaN, Infinity),
    ),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 4 }),
  ),
})).any;
const event: fc.Arbitrary<EvidenceEvent> = fc.record(
  {
    kind: fc.constant('test.told'),
    decision: fc.constantFrom('allow', 'deny', 'done'),
    reason: text,
    sub: text,
    clientId: text,
    sid: fc.uuid().map((id) => id.toUpperCase()),
    ancestors: fc.array(fc.uuid(), { maxLength: 3 }),
    txn: text,
    resource: text,
    tool: text,
    detail: fc.dictionary(text, value, { maxKeys: 4 }),
  },
  { requiredKeys: ['kind', 'decision'] },
);

it('whatever is told is recorded, and verifies as the database gives it back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 20 }), async (events) => {
      expect(await evidence.record(...events)).toHaveLength(events.length);
      await whole();
    }),
    RUN,
  );
}, 300_000);

describe('what is told verifies', () => {
  const shared = { of: 'two' };
  it.each<[string, Partial<EvidenceEvent>]>([
    [
      'texts longer than an index takes',
      { clientId: 'é\u{1F600}'.repeat(50_000), sub: 'x'.repeat(1 << 20), txn: 'y'.repeat(9_000) },
    ],
    ['a thing that is there twice', { detail: { a: shared, ab: shared, abc: [shared, shared] } }],
    ['what only looks like a date', { detail: { b: { toJSON: 1, b: 2, aa: 3 }, at: new Date(0) } }],
    [
      'what is nested deeply',
      { detail: JSON.parse(`{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`) as Record<string, unknown> },
    ],
    ['members that are nothing', { detail: { a: undefined, b: [undefined, null], c: null } }],
  ])('%s', async (_name, told) => {
    const [id] = await evidence.record({ kind: 'test.told', decision: 'done', ...told });
    expect(await whole()).toContain(id);
  });
});

it('what strangers send keeps nobody’s evidence from being written', async () => {
  const upstream = await RecordingUpstream.start();
  try {
    const agent = await gatehouse.agent();
    const calls = await gated(gatehouse, agent, { url: upstream.url });
    const long = Array.from({ length: 4_000 }, (_, at) => ((at * 7919) % 36).toString(36)).join('');
    for (const id of ['a\0b', long, `\ud800${long}`]) {
      const answer = await gatehouse.token({ grant_type: 'client_credentials', client_id: id, client_secret: 'x' });
      expect(answer.status, gatehouse.errors()).toBeLessThan(500);
    }
    for (const name of ['a\0b', long, '\ud800']) {
      const { status } = await calls.send(rpc('tools/call', { name, arguments: {} }));
      expect(status, gatehouse.errors()).toBeLessThan(500);
    }
    await whole();
  } finally {
    await upstream.stop();
  }
});
