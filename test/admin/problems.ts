import { expect } from 'vitest';
import type { Answer, TestGatehouse } from '../support/gatehouse.js';

/** Checks that an answer is a problem (RFC 9457 §3). @returns its wrong fields, by pointer */
export function problemOf(answer: Answer, status: number): Record<string, string> {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: 'about:blank',
    status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  const errors = (answer.body.errors ?? []) as { pointer: string; detail: string }[];
  const named = Object.fromEntries(errors.map(({ pointer, detail }) => [pointer, detail]));
  expect(Object.keys(named)).toHaveLength(errors.length);
  return named;
}

/** Checks that exactly these fields are named as wrong. */
export function expectWrong(answer: Answer, ...pointers: string[]): void {
  expect(Object.keys(problemOf(answer, 400)).sort()).toEqual([...pointers].sort());
}

/** Follows a list to its end. @returns the pages, each as its items */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
export async function allPages(gatehouse: TestGatehouse, path: string, limit: number): Promise<any[][]> {
  const pages = [];
  for (let after = ''; pages.length < 100;) {
    const answer = await gatehouse.adminCall('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${after}`);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(['items', 'next']);
    pages.push(answer.body.items);
    if (answer.body.next === null) return pages;
    after = `&after=${encodeURIComponent(answer.body.next)}`;
  }
  throw new Error('the list does not end');
}

/** Evidence about one thing, oldest first. */
export function evidenceOf(gatehouse: TestGatehouse, id: string) {
  return gatehouse.sql<{
    kind: string;
    decision: string;
    sub: string;
    client_id: string;
    detail: { changed?: string[] };
  }>(`SELECT kind, decision, sub, client_id, detail FROM audit_events WHERE detail->>'id' = $1 ORDER BY id`, [id]);
}

/** How many sessions of a client were closed, and how many still live. */
export async function sessionsOf(
  gatehouse: TestGatehouse,
  clientId: string,
): Promise<{ closed: number; open: number }> {
  const [counts] = await gatehouse.sql<{ closed: number; open: number }>(
    `SELECT count(closed_at)::int AS closed, (count(*) - count(closed_at))::int AS open FROM sessions WHERE client_id = $1`,
    [clientId],
  );
  return counts!;
}
