// Gatehouse as it is shipped, but for its evidence: with rows that are in no chain (`rows`), or with none (`none`). For the
// bench alone: the product has no such switch.

interface Row {
  readonly into: { readonly table: string };
  /** Of a receipt that has no place in a chain yet. */
  readonly pieces?: readonly string[];
}
type Linking = (rows: readonly Row[]) => readonly object[];

const links: Readonly<Record<string, Linking>> = {
  rows: (rows) =>
    rows.map((row) => (row.pieces ? { into: row.into, json: `${row.pieces.join('').slice(0, -1)}}` } : row)),
  none: (rows) => rows.filter(({ into }) => into.table !== 'audit_events'),
};

const built = (path: string) => import(new URL(`../../dist/src/${path}`, import.meta.url).href);
const link = links[process.env['BENCH_EVIDENCE'] ?? ''];
if (link !== undefined) {
  const { ChainLanes } = (await built('audit/chain/chain-lanes.js')) as { ChainLanes: { prototype: object } };
  Object.assign(ChainLanes.prototype, { take: () => ({ link, settle: () => undefined }) });
}
if (process.env['BENCH_EVIDENCE'] === 'none') {
  const { EvidenceStore } = (await built('audit/evidence.store.js')) as { EvidenceStore: { prototype: object } };
  Object.assign(EvidenceStore.prototype, { record: (...events: unknown[]) => Promise.resolve(events.map(() => '')) });
}
await built('start.js');
