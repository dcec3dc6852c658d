import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandTable, TABLE_FILE, tableModule } from '../../tools/openapi/command-table.js';
import { TestGatehouse } from '../support/gatehouse.js';

describe('the table that commands are made of', () => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => (gatehouse = await TestGatehouse.start()));
  afterAll(() => gatehouse.stop());

  it('is what the OpenAPI document says of administration (to write it: npx vitest run test/command-line/table.spec.ts -u)', async () => {
    const document = (await gatehouse.request('GET', '/api/openapi.json')).body as Record<string, unknown>;
    const table = commandTable(document);
    expect(table.operations.length).toBeGreaterThan(80);
    await expect(tableModule(table)).toMatchFileSnapshot(resolve(TABLE_FILE));
  });
});
