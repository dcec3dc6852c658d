import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const HASH = /^[0-9a-f]{32}$/;

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;

/** A token request with headers of its own. */
function ask(
  gatehouse: TestGatehouse,
  agent: Pick<Agent, 'id' | 'secret'>,
  headers: Record<string, string> = {},
  form = {},
) {
  return gatehouse.request('POST', '/oauth/token', {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basicHeader(agent.id, agent.secret),
      ...headers,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
  });
}

/** Facts that were written, oldest first; the report has the recorder write what is waiting. */
async function factsOf(gatehouse: TestGatehouse, clientId: string | null) {
  await gatehouse.adminCall('GET', '/reports/sessions');
  return gatehouse.sql('SELECT * FROM session_facts WHERE client_id IS NOT DISTINCT FROM $1 ORDER BY id', [clientId]);
}

describe('session facts', () => {
  let gatehouse: TestGatehouse;
  let agent: Agent;

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start();
    agent = await gatehouse.agent();
  });

  afterAll(() => gatehouse.stop());

  it('has one fact for a token, with what its request told', async () => {
    const headers = {
      'user-agent': chrome,
      'accept-language': 'en;q=0.4, de-CH, fr;q=0.9',
      referer: 'https://chat.example.com/c/42?code=not-kept',
    };
    expect((await ask(gatehouse, agent, headers)).status).toBe(200);
    const facts = await factsOf(gatehouse, agent.id);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      source: 'oauth',
      outcome: 'issued',
      browser: 'Chrome',
      os: 'macOS',
      device: 'desktop',
      locale: 'de-CH',
      referrer: 'chat.example.com',
      is_bot: false,
      is_ai_crawler: false,
    });
    expect(facts[0]?.['address']).toMatch(HASH);
    expect(facts[0]?.['user_agent']).toMatch(HASH);
    const sessions = await gatehouse.sql('SELECT id FROM sessions WHERE client_id = $1', [agent.id]);
    expect(sessions).toEqual([{ id: facts[0]?.['sid'] }]);
  });

  it('counts a refused request as refused, with the error code', async () => {
    const refused = await gatehouse.agent();
    expect((await ask(gatehouse, refused, {}, { scope: 'hook:govern' })).status).toBe(400);
    const facts = await factsOf(gatehouse, refused.id);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ outcome: 'refused', reason: 'invalid_scope', sid: null });
  });

  it('does not believe whom an unauthenticated request claims to be', async () => {
    const before = (await factsOf(gatehouse, null)).length;
    expect((await ask(gatehouse, { id: agent.id, secret: 'wrong' })).status).toBe(401);
    const facts = await factsOf(gatehouse, null);
    expect(facts).toHaveLength(before + 1);
    expect(facts.at(-1)).toMatchObject({ outcome: 'refused', reason: 'invalid_client', client_id: null });
  });

  it.each([
    ['curl/8.5.0', true, false],
    ['GPTBot/1.2 (+https://openai.com/gptbot)', true, true],
    [chrome, false, false],
  ])('flags %s: bot %s, AI crawler %s', async (userAgent, isBot, isAiCrawler) => {
    await ask(gatehouse, agent, { 'user-agent': userAgent });
    const facts = await factsOf(gatehouse, agent.id);
    expect(facts.at(-1)).toMatchObject({ is_bot: isBot, is_ai_crawler: isAiCrawler });
  });

  it('gives a token whatever the headers say', async () => {
    const odd = await gatehouse.agent();
    const headers = [
      { 'user-agent': '('.repeat(4000), 'accept-language': ',;q=;'.repeat(800), referer: 'http://['.repeat(500) },
      { 'user-agent': '\u00ff\u00fe', 'accept-language': 'x'.repeat(6000), referer: 'https://' },
      { 'user-agent': '', 'accept-language': '', referer: '' },
    ];
    for (const each of headers) expect((await ask(gatehouse, odd, each)).status).toBe(200);
    const facts = await factsOf(gatehouse, odd.id);
    expect(facts).toHaveLength(3);
    for (const fact of facts) expect(fact).toMatchObject({ locale: null, referrer: null });
  });

  it('keeps neither address nor user agent as it came', async () => {
    await ask(gatehouse, agent, { 'user-agent': 'tell-tale/1.0', 'x-forwarded-for': '203.0.113.9' });
    await factsOf(gatehouse, agent.id);
    for (const table of ['session_facts', 'sessions', 'audit_events']) {
      const rows = await gatehouse.sql<{ text: string }>(`SELECT to_jsonb(t)::text AS text FROM ${table} t`);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ text }) => /127\.0\.0\.1|203\.0\.113\.9|::1\b|tell-tale|Mozilla/.test(text))).toEqual([]);
    }
  });

  it('does not look at X-Forwarded-For when no proxy is trusted', async () => {
    const caller = await gatehouse.agent();
    for (const address of ['203.0.113.1', '203.0.113.2']) await ask(gatehouse, caller, { 'x-forwarded-for': address });
    const facts = await factsOf(gatehouse, caller.id);
    expect(new Set(facts.map((fact) => fact['address'])).size).toBe(1);
  });
});

describe('session facts with ANALYTICS_ORIGIN=raw behind a trusted proxy', () => {
  let gatehouse: TestGatehouse;

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start({ ANALYTICS_ORIGIN: 'raw', TRUSTED_PROXIES: '127.0.0.1' });
  });

  afterAll(() => gatehouse.stop());

  it('keeps the address that the proxy saw and the user agent as they came', async () => {
    const agent = await gatehouse.agent();
    await ask(gatehouse, agent, { 'user-agent': chrome, 'x-forwarded-for': '198.51.100.7, 203.0.113.9' });
    await ask(gatehouse, agent, { 'user-agent': chrome });
    const facts = await factsOf(gatehouse, agent.id);
    expect(facts.map((fact) => [fact['address'], fact['user_agent']])).toEqual([
      ['203.0.113.9', chrome],
      ['127.0.0.1', chrome],
    ]);
  });
});
