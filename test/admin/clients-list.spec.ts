/* Clients are found by how they are called and by when they end, however many there are. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientFilters, listedClients } from '../../src/identity/clients/client.store.js';
import { scansOf } from '../support/explained.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { expectWrong } from './problems.js';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const { id } = await gatehouse.agent({
    client_name: 'Ärger 100% _Writer',
    kind: 'service',
    expires_at: '2031-01-01T00:00:00Z',
  });
  await gatehouse.agent({ client_name: 'ärgerlich', kind: 'service', expires_at: '2032-01-01T00:00:00Z' });
  await gatehouse.agent({ client_name: 'Other', kind: 'service' });
  // As many as a large company has, made of one that is whole.
  await gatehouse.sql(
    `INSERT INTO clients SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'client_id',
       'bulk-' || n, 'client_name', 'Bulk ' || n, 'expires_at', timestamptz '2040-01-01' + n * interval '1 minute'))).*
       FROM clients c, generate_series(1, 20000) n WHERE c.client_id = $1`,
    [id],
  );
  await gatehouse.sql('ANALYZE clients');
});
afterAll(() => gatehouse.stop());

const names = async (query: string) =>
  ((await gatehouse.adminCall('GET', `/clients?limit=200&${query}`)).body.items as { client_name: string }[])
    .map(({ client_name }) => client_name)
    .sort();

describe('the list of clients', () => {
  it.each([
    ['name_prefix=%C3%84RGER', ['Ärger 100% _Writer', 'ärgerlich']],
    ['name_prefix=%C3%A4rger%20100%25', ['Ärger 100% _Writer']],
    ['name_prefix=%25', []],
    ['name_prefix=_', []],
    ['name_prefix=Bulk%201999', ['Bulk 1999', ...Array.from({ length: 10 }, (_, n) => `Bulk 1999${n}`)]],
    ['client_id_prefix=bulk-1777', ['Bulk 1777', ...Array.from({ length: 10 }, (_, n) => `Bulk 1777${n}`)]],
    ['client_id_prefix=BULK-1777', []],
    ['expires_before=2031-01-02', ['Ärger 100% _Writer']],
    ['expires_before=2033-01-01&name_prefix=%C3%A4rgerl', ['ärgerlich']],
  ])('of %s', async (query, expected) => {
    expect(await names(query)).toEqual([...expected].sort());
  });

  it('refuses what is no filter', async () => {
    expectWrong(await gatehouse.adminCall('GET', '/clients?name_prefix='), 'name_prefix');
    expectWrong(await gatehouse.adminCall('GET', '/clients?expires_before=soon'), 'expires_before');
  });

  it.each<[string, ClientFilters]>([
    ['a name', { namePrefix: 'Bulk 1999' }],
    ['an id', { clientIdPrefix: 'bulk-1777' }],
    ['an end', { expiresBefore: new Date('2033-01-01') }],
  ])('by %s reads an index, and little else', async (_, filters) => {
    const { manager } = gatehouse.app.get(DataSource, { strict: false });
    const asked = listedClients(manager, { after: null, limit: 50 }, filters, null);
    const scans = await scansOf(gatehouse, ...asked!.getQueryAndParameters());
    expect(scans.filter(({ type, read }) => type === 'Seq Scan' && read > 0)).toEqual([]);
    expect(scans.reduce((sum, { read }) => sum + read, 0)).toBeGreaterThan(0);
    expect(scans.reduce((sum, { read }) => sum + read, 0)).toBeLessThan(100);
  });
});
