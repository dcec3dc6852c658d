import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptStatement } from '../../src/audit/search/receipt-statement.store.js';
import type { ReceiptFilters } from '../../src/audit/search/receipt-search.contract.js';
import { uuidv7 } from '../../src/kernel/uuid-v7.js';
import { scansOf } from '../support/explained.js';
import { TestGatehouse } from '../support/gatehouse.js';

const DAY = 86_400_000;
/** Long enough that an index could not hold it whole. */
const LONG_TOOL = `tool-${Array.from({ length: 200 }, () => randomUUID()).join('-')}`.slice(0, 500);

interface Row {
  id: string;
  [name: string]: unknown;
}

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ CHECKPOINT_SECONDS: '3600' });
});
afterAll(() => gatehouse.stop());

const COLUMNS = `id, at, kind, decision, reason, sub, act, client_id, sid, ancestors, txn, upstream, tool, rule,
  writer, seq, prev, hash`;
/** In a chain that nobody signs. */
const CHAINED = { writer: uuidv7(0), prev: '\\x00', hash: '\\x00' };
async function insert(rows: readonly Row[]): Promise<void> {
  await gatehouse.sql(
    `INSERT INTO audit_events (${COLUMNS}) SELECT ${COLUMNS} FROM jsonb_populate_recordset(null::audit_events, $1)`,
    [JSON.stringify(rows.map((row, seq) => ({ ...row, ...CHAINED, seq })))],
  );
}

/** A receipt of a time. */
function receipt(at: number, fields: Readonly<Record<string, unknown>> = {}): Row {
  return { id: uuidv7(at), at: new Date(at).toISOString(), kind: 'test.noted', decision: 'done', ...fields };
}

const query = (filters: Readonly<Record<string, string>>) => new URLSearchParams(filters).toString();
async function ids(filters: Readonly<Record<string, string>>): Promise<string[]> {
  const answer = await gatehouse.adminCall('GET', `/audit?${query(filters)}`);
  expect(answer.status, answer.text + gatehouse.errors()).toBe(200);
  return answer.body.items.map(({ id }: Row) => id);
}

describe('every filter', () => {
  const [parent, session, child, grandchild, other] = Array.from({ length: 5 }, () => uuidv7(Date.now()));
  const who = { sub: 'person-1', client_id: 'client-1', sid: session };
  const mine = { upstream: 'bank', tool: LONG_TOOL, txn: 'txn-1', rule: 'rule-1', reason: 'because it is so' };
  const act = { sub: 'agent-outer', act: { sub: 'agent-inner' } };
  const rows = {
    whole: receipt(Date.now() - 3 * DAY, { ...who, ...mine, act, kind: 'gate.call', decision: 'deny' }),
    above: receipt(Date.now() - 2 * DAY, { sid: parent }),
    below: receipt(Date.now() - DAY, { sid: child, ancestors: [session, parent] }),
    farBelow: receipt(Date.now() - DAY / 2, { sid: grandchild, ancestors: [child, session, parent] }),
    byClient: receipt(Date.now() - 1000, { sid: other, client_id: 'agent-inner', tool: `${LONG_TOOL.slice(0, 100)}` }),
  };
  const { whole, above, below, farBelow, byClient } = rows;
  beforeAll(() => insert(Object.values(rows)));

  it.each([
    ['sub', 'person-1', [whole]],
    ['client_id', 'client-1', [whole]],
    ['agent', 'agent-outer', [whole]],
    ['agent', 'agent-inner', [byClient, whole]],
    ['agent', 'client-1', [whole]],
    ['sid', session, [whole]],
    ['tree', session, [farBelow, below, whole]],
    ['tree', child, [farBelow, below, above, whole]],
    ['tree', parent, [farBelow, below, above]],
    ['txn', 'txn-1', [whole]],
    ['upstream', 'bank', [whole]],
    ['tool', LONG_TOOL, [whole]],
    ['tool', LONG_TOOL.slice(0, 100), [byClient]],
    ['tool', LONG_TOOL.slice(0, 64), []],
    ['kind', 'gate.call', [whole]],
    ['decision', 'deny', [whole]],
    ['rule', 'rule-1', [whole]],
    ['reason', 'because it is so', [whole]],
  ] as const)('%s=%s finds what it is about, the newest first', async (name, value, expected) => {
    expect(await ids({ [name]: value ?? '' })).toEqual(expected.map(({ id }) => id));
  });

  it('together they find what fits all of them', async () => {
    expect(await ids({ sub: 'person-1', decision: 'deny', agent: 'agent-inner', tree: session ?? '' })).toEqual([
      whole.id,
    ]);
    expect(await ids({ sub: 'person-1', decision: 'allow' })).toEqual([]);
  });

  it('times are those of the receipts: the first included, the last not', async () => {
    const at = below['at'] as string;
    const next = new Date(Date.parse(at) + 1).toISOString();
    expect(await ids({ sid: child ?? '', from: at, to: next })).toEqual([below.id]);
    expect(await ids({ sid: child ?? '', from: next })).toEqual([]);
    expect(await ids({ sid: child ?? '', to: at })).toEqual([]);
  });

  it('a tree is also that of sessions, when evidence does not say so', async () => {
    const [top, under] = [uuidv7(Date.now()), uuidv7(Date.now())];
    await gatehouse.sql(
      `INSERT INTO sessions (id, parent_id, source, as_owner, subject, scope, audience, created_at, expires_at)
        SELECT id, parent_id, 'web', false, 's', '{}', '{}', now(), now() FROM (VALUES ($1::uuid, null::uuid), ($2, $1)) v (id, parent_id)`,
      [top, under],
    );
    const [first, second] = [receipt(Date.now(), { sid: top }), receipt(Date.now(), { sid: under })];
    await insert([first, second]);
    for (const tree of [top, under]) expect(await ids({ tree })).toEqual([second.id, first.id]);
  });

  it('a tree of very many sessions is found whole, also when nobody keeps the sessions any more', async () => {
    const [top, middle] = [uuidv7(Date.now()), uuidv7(Date.now())];
    const rows = Array.from({ length: 5_010 }, () => {
      const [at, of] = [Date.now() - 40 * DAY, { sid: uuidv7(Date.now()), ancestors: [middle, top] }];
      return [receipt(at, { ...of, kind: 'token.issued' }), receipt(at, { ...of, kind: 'gate.call' })];
    }).flat();
    await insert(rows);
    const { text } = await gatehouse.adminCall('GET', `/audit/search.ndjson?tree=${top}`);
    expect(text.trimEnd().split('\n')).toHaveLength(rows.length);
  });

  it('one receipt is read by its id, with everything that is known of it', async () => {
    const { status, body } = await gatehouse.adminCall('GET', `/audit/${whole.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...whole, hash: '00' });
    expect((await gatehouse.adminCall('GET', `/audit/${uuidv7(0)}`)).status).toBe(404);
    expect((await gatehouse.adminCall('GET', '/audit/nothing')).status).toBe(404);
  });

  it('names what is wrong with a question', async () => {
    const wrong = { sid: 'x', decision: 'maybe', from: 'once', limit: '0', after: '?', nobody: '1' };
    const { status, body } = await gatehouse.adminCall('GET', `/audit?${query(wrong)}`);
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(Object.keys(wrong).sort());
    expect((await gatehouse.adminCall('GET', '/audit/search.csv?nobody=1')).status).toBe(400);
  });

  it('is for administrators alone', async () => {
    const { id, secret } = await gatehouse.agent();
    const headers = { authorization: `Bearer ${await gatehouse.accessToken(id, secret)}` };
    for (const path of ['', '/search.ndjson', '/search.csv', `/${whole.id}`]) {
      expect((await gatehouse.request('GET', `/api/v1/admin/audit${path}`)).status).toBe(401);
      expect((await gatehouse.request('GET', `/api/v1/admin/audit${path}`, { headers })).status).toBe(403);
    }
  });
});

describe('pages', () => {
  it('show each receipt once, whatever is written while somebody turns them', async () => {
    const rows = Array.from({ length: 47 }, (_, at) => receipt(Date.now() - at * 7 * 3_600_000, { sub: 'paged' }));
    await insert(rows);
    const seen: string[] = [];
    for (let next = ''; ;) {
      const { body } = await gatehouse.adminCall('GET', `/audit?sub=paged&limit=10${next && `&after=${next}`}`);
      seen.push(...body.items.map(({ id }: Row) => id));
      await insert([receipt(Date.now(), { sub: 'paged' }), receipt(Date.now(), { sub: 'paged' })]);
      if (body.next === null) break;
      next = body.next;
    }
    expect(seen).toEqual(rows.map(({ id }) => id));
  });

  it('go on to what is years old, and to what a clock put ahead', async () => {
    const rows = [receipt(Date.now() + 400 * DAY, { sub: 'far' }), receipt(Date.now() - 2000 * DAY, { sub: 'far' })];
    await insert(rows);
    expect(await ids({ sub: 'far' })).toEqual(rows.map(({ id }) => id));
    const { body } = await gatehouse.adminCall('GET', '/audit?sub=far&limit=1');
    expect(await ids({ sub: 'far', after: body.next })).toEqual([rows[1]?.id]);
  });

  it('have real receipts, as an export has them', async () => {
    const { id, secret } = await gatehouse.agent();
    await gatehouse.accessToken(id, secret);
    const { body } = await gatehouse.adminCall('GET', `/audit?kind=token.issued&client_id=${id}`);
    expect(body.items).toHaveLength(1);
    const [found] = body.items;
    const { text } = await gatehouse.adminCall('GET', '/audit/export');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { hash?: string; receipt?: Row });
    const exported = lines.find(({ receipt: one }) => one?.id === found.id);
    const known = Object.fromEntries(Object.entries(found as object).filter(([, value]) => value !== null));
    expect({ ...exported?.receipt, hash: exported?.hash }).toEqual(known);
  });
});

describe('streams', () => {
  const COUNT = 1203;
  const nasty = ['=cmd|calc', '+1', '-1', '@x', 'a,"b"', 'two\nlines', ' =1', 'plain'];
  beforeAll(() =>
    insert(
      Array.from({ length: COUNT }, (_, at) =>
        receipt(Date.now() - at * 1000, { sub: 'streamed', tool: nasty[at % nasty.length] }),
      ),
    ),
  );

  it('lines of JSON are everything that fits, not a page of it', async () => {
    const answer = await gatehouse.adminCall('GET', '/audit/search.ndjson?sub=streamed');
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    expect(lines).toHaveLength(COUNT);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(COUNT);
    expect(lines.map(({ id }) => id)).toEqual(
      lines
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    const { body } = await gatehouse.adminCall('GET', '/audit?sub=streamed&limit=1');
    expect(lines[0]).toEqual(body.items[0]);
  });

  it('a table has the same, and no cell that a spreadsheet would compute (RFC 4180)', async () => {
    const answer = await gatehouse.adminCall('GET', '/audit/search.csv?sub=streamed');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toContain('.csv');
    const [header = [], ...rows] = parsedCsv(answer.text);
    expect(rows).toHaveLength(COUNT);
    const tool = header.indexOf('tool');
    expect([...new Set(rows.map((row) => row[tool]))].sort()).toEqual(
      nasty.map((text) => (/^\s*[=+\-@]/.test(text) ? `'${text}` : text)).sort(),
    );
    for (const row of rows) expect(row).toHaveLength(header.length);
  });

  it('nothing is a table with a header, and no line of JSON', async () => {
    expect((await gatehouse.adminCall('GET', '/audit/search.ndjson?sub=nobody')).text).toBe('');
    const { text } = await gatehouse.adminCall('GET', '/audit/search.csv?sub=nobody');
    expect(parsedCsv(text)).toHaveLength(1);
  });

  it('that somebody goes away in the middle is no error', async () => {
    const response = await fetch(`${gatehouse.url}/api/v1/admin/audit/search.ndjson`, {
      headers: { authorization: `Bearer ${await gatehouse.admin()}` },
    });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    await reader?.cancel();
    expect(await ids({ sub: 'streamed', limit: '1' })).toHaveLength(1);
    expect(gatehouse.logLines.filter((line) => line.includes('request.failed'))).toEqual([]);
  });
});

describe('on many receipts', () => {
  const ROWS = 60_000;
  const rare = {
    sub: 'rare',
    client_id: 'rare',
    txn: 'rare',
    upstream: 'rare',
    tool: 'rare',
    kind: 'rare.kind',
  };
  const sid = uuidv7(Date.now());
  beforeAll(async () => {
    await gatehouse.sql(
      `INSERT INTO audit_events (${COLUMNS})
        SELECT overlay(gen_random_uuid()::text placing left(uuidv7_floor(t.at)::text, 13) from 1)::uuid, t.at, 'gate.call', 'allow',
          'reason ' || n % 50, 'person ' || n % 500, jsonb_build_object('sub', 'agent ' || n % 500, 'act',
          jsonb_build_object('sub', 'agent ' || n % 77)), 'client ' || n % 500, gen_random_uuid(), ARRAY[gen_random_uuid()],
          gen_random_uuid()::text, 'upstream ' || n % 10, 'tool ' || n % 100, 'rule ' || n % 30,
          '${CHAINED.writer}', n, '\\x00', '\\x00'
        FROM generate_series(1, $1) n, LATERAL (SELECT now() - n * interval '5 seconds' AS at) t`,
      [ROWS],
    );
    const late = { ...rare, sid, rule: 'rare', reason: 'rare', act: { sub: 'rare' }, ancestors: [sid] };
    await insert([receipt(Date.now() - 3.4 * DAY, { ...late, decision: 'deny' })]);
    await gatehouse.sql('ANALYZE audit_events');
  });

  const filters: readonly ReceiptFilters[] = [
    ...Object.entries({ ...rare, sid }).map(([name, value]) => ({ [name]: value })),
    { decision: 'deny' },
    { agent: 'rare' },
    { tree: { ids: [sid], whole: true } },
    { sub: 'rare', decision: 'allow' },
    { sub: 'rare', agent: 'rare' },
    { agent: 'rare', tree: { ids: [sid], whole: true } },
    { from: new Date(Date.now() - 3.41 * DAY), to: new Date(Date.now() - 3.4 * DAY) },
    {},
  ];
  it.each(filters.map((filter) => [Object.keys(filter).join(' and '), filter] as const))(
    'what is asked by %s is read from an index, and little else with it',
    async (_, filter) => {
      // As the service asks it: kept plans that know no value.
      const { text, values } = receiptStatement(filter, boundsOf(filter), 51);
      const scans = await scansOf(gatehouse, text, values);
      expect(scans.length).toBeGreaterThan(0);
      expect(scans.filter(({ type, read }) => type === 'Seq Scan' && read > 0)).toEqual([]);
      expect(scans.reduce((sum, { read }) => sum + read, 0)).toBeLessThan(400);
    },
  );

  const hour = { from: new Date(Date.now() - 3.44 * DAY), to: new Date(Date.now() - 3.4 * DAY) };
  it.each<[string, ReceiptFilters, most: number]>([
    ['a kind that most are of', { kind: 'gate.call' }, 400],
    ['a decision that most have', { decision: 'allow' }, 400],
    ['a rule', { rule: 'rule 7' }, 51 * 30 * 2],
    ['a reason', { reason: 'reason 7' }, 51 * 50 * 2],
    ['a rule within an hour', { rule: 'rare', ...hour }, 1_500],
    ['a reason within an hour', { reason: 'rare', ...hour }, 1_500],
    ['a tree that is too large, within an hour', { tree: { ids: [sid], whole: false }, ...hour }, 1_500],
  ])(
    '%s is in no index: it is looked for from the newest on, and no further than it is found',
    async (_, filter, most) => {
      const { text, values } = receiptStatement(filter, boundsOf(filter), 51);
      const scans = await scansOf(gatehouse, text, values);
      expect(scans.length).toBeGreaterThan(0);
      expect(scans.reduce((sum, { read }) => sum + read, 0)).toBeLessThan(most);
    },
  );

  const boundsOf = ({ from, to }: ReceiptFilters) => ({
    from: from ? uuidFloor(from) : null,
    below: to ? uuidFloor(to) : null,
  });
});

const uuidFloor = (time: Date) => `${uuidv7(time.getTime()).slice(0, 13)}-7000-8000-000000000000`;

function parsedCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
