import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Origin, SessionFacts } from '../../src/analytics/analytics.contract.js';
import { TestGatehouse } from '../support/gatehouse.js';

/** Facts that were written, oldest first; the report has the recorder write what is waiting. */
async function factsOf(gatehouse: TestGatehouse, clientId: string) {
  await gatehouse.adminCall('GET', '/reports/sessions');
  return gatehouse.sql('SELECT * FROM session_facts WHERE client_id = $1 ORDER BY id', [clientId]);
}

describe('session facts when they cannot be written', () => {
  const origin: Origin = {
    addressHash: '0'.repeat(32),
    address: '0'.repeat(32),
    userAgent: null,
    browser: null,
    os: null,
    device: null,
    locale: null,
    referrer: null,
    isBot: false,
    isAiCrawler: false,
    isScanner: false,
    network: '0'.repeat(32),
    fingerprint: null,
    utm: { source: null, medium: null, campaign: null, term: null, content: null },
    place: { country: null, region: null, city: null },
    grantType: null,
  };

  let gatehouse: TestGatehouse;

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start();
  });

  afterAll(() => gatehouse.stop());

  it('tokens are issued all the same; 10,000 facts wait, the rest are counted and told once', async () => {
    const agent = await gatehouse.agent();
    await factsOf(gatehouse, agent.id);
    await gatehouse.sql('ALTER TABLE session_facts RENAME TO session_facts_away');
    expect(await gatehouse.accessToken(agent.id, agent.secret)).not.toBe('');
    const facts = gatehouse.app.get(SessionFacts);
    for (let n = 0; n < 10_099; n++) facts.record({ source: 'oauth', outcome: 'issued', clientId: 'many', origin });
    await gatehouse.sql('ALTER TABLE session_facts_away RENAME TO session_facts');
    expect(await factsOf(gatehouse, 'many')).toHaveLength(9_999);
    expect(await factsOf(gatehouse, agent.id)).toHaveLength(1);
    // What was lost within a minute of the last notice is told with the next.
    gatehouse.clock.advance(61_000);
    await factsOf(gatehouse, 'many');
    const told = gatehouse.logLines
      .map((line) => JSON.parse(line))
      .filter(({ event }: { event: string }) => event === 'analytics.not_written');
    expect(told.length).toBeLessThanOrEqual(3);
    expect(told.reduce((sum, { lost }) => sum + (lost as number), 0)).toBe(100);
  });

  it('one that the database refuses does not cost its neighbours', async () => {
    await gatehouse.sql(`ALTER TABLE session_facts ADD CONSTRAINT test_refuses CHECK (source <> 'mcp')`);
    const facts = gatehouse.app.get(SessionFacts);
    for (const source of ['cli', 'mcp', 'api']) facts.record({ source, outcome: 'issued', clientId: 'three', origin });
    expect((await factsOf(gatehouse, 'three')).map((fact) => fact['source'])).toEqual(['cli', 'api']);
  });

  it('text that PostgreSQL cannot hold is made to fit', async () => {
    const facts = gatehouse.app.get(SessionFacts);
    const clientId = `\u0000nul-\ud800-${'x'.repeat(1000)}`;
    facts.record({
      source: 'oauth',
      outcome: 'refused',
      clientId,
      sid: 'not-a-uuid',
      reason: 'invalid_client',
      origin,
    });
    const [fact] = await factsOf(gatehouse, `nul-\ufffd-${'x'.repeat(249)}`);
    expect(fact).toMatchObject({ sid: null, reason: 'invalid_client' });
  });

  it('those that wait are written when the process stops', async () => {
    const gatehouse = await TestGatehouse.start();
    try {
      gatehouse.app.get(SessionFacts).record({ source: 'cli', outcome: 'issued', clientId: 'last', origin });
      await gatehouse.app.close();
      expect(await gatehouse.sql(`SELECT source FROM session_facts WHERE client_id = 'last'`)).toEqual([
        { source: 'cli' },
      ]);
    } finally {
      await gatehouse.stop();
    }
  });
});
