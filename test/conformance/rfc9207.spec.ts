/*
 * RFC 9207 (`iss` in authorization responses). Not here, and why:
 *   fragment and JWT response modes: not offered (RFC 8414 `response_modes_supported`).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/gatehouse.js';
import { REDIRECT } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { Scene } from './scene.js';

let scene: Scene;
let issuer: string;
beforeAll(async () => {
  scene = await Scene.open();
  issuer = (await scene.gatehouse.request('GET', '/.well-known/oauth-authorization-server')).body.issuer;
});
afterAll(() => scene.close());

/** Every parameter of an answer to a client, whichever way it goes. */
function parametersOf(answer: Answer): [string, string][] {
  const location = answer.headers.get('location');
  if (location !== null) return [...new URL(location).searchParams];
  expect(answer.text).toContain(`action="${REDIRECT}"`);
  const inputs = answer.text.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  expect(inputs.length).toBe(Object.keys(hiddenFields(answer)).length);
  return Object.entries(hiddenFields(answer));
}

async function decided(decision: string, response_mode: string): Promise<Answer> {
  const flow = scene.flow();
  const { path, answer } = await flow.open({ prompt: 'consent', response_mode });
  const sent = await flow.decide(path, answer, decision);
  return decision === 'allow' ? flow.browser.get(path) : sent;
}

async function pushed(response_mode: string, prompt: string): Promise<Answer> {
  const flow = scene.flow();
  const { request_uri } = (await scene.push(flow, { response_mode, prompt })).body;
  const begun = await flow.browser.get(
    `/oauth/authorize?${new URLSearchParams({ client_id: scene.client.id, request_uri }).toString()}`,
  );
  return flow.browser.get(begun.headers.get('location')!);
}

/** In a browser where nobody is signed in. */
async function silent(response_mode: string): Promise<Answer> {
  const flow = scene.flow(scene.client, new TestBrowser(scene.gatehouse.url));
  return (await flow.open({ response_mode, prompt: 'none' })).answer;
}

const answers: [string, string | null, (mode: string) => Promise<Answer>][] = [
  ['a code', null, (response_mode) => scene.ask({ response_mode })],
  ['a code after consent', null, (mode) => decided('allow', mode)],
  ['a code for a pushed request', null, (mode) => pushed(mode, '')],
  ['a person who denies', 'access_denied', (mode) => decided('deny', mode)],
  ['prompt=none without a sign-in', 'login_required', (response_mode) => silent(response_mode)],
  [
    'a wrong response_type',
    'unsupported_response_type',
    (response_mode) => scene.ask({ response_mode, response_type: 'token' }),
  ],
  ['a wrong scope', 'invalid_scope', (response_mode) => scene.ask({ response_mode, scope: 'nonsense' })],
  [
    'a missing challenge',
    'invalid_request',
    (response_mode) => scene.ask({ response_mode, code_challenge: undefined }),
  ],
  [
    'a wrong resource',
    'invalid_target',
    (response_mode) => scene.ask({ response_mode, resource: 'https://nobody.example/' }),
  ],
  ['a request object', 'request_not_supported', (response_mode) => scene.ask({ response_mode, request: 'e30.e30.' })],
];

describe('9207 every answer says whose it is, once, and exactly (RFC 9207 §2, §2.4)', () => {
  it.each(
    answers.flatMap(([name, error, make]) => ['query', 'form_post'].map((mode) => ({ name, error, mode, make }))),
  )('9207 $name, by $mode', async ({ error, mode, make }) => {
    const answer = await make(mode);
    expect(answer.status).toBe(mode === 'query' ? 303 : 200);
    const parameters = parametersOf(answer);
    expect(parameters.filter(([name]) => name === 'iss')).toEqual([['iss', issuer]]);
    expect(parameters.filter(([name]) => name === 'state')).toEqual([['state', 'some state']]);
    expect(Object.fromEntries(parameters)['error'] ?? null).toBe(error);
    expect(parameters.some(([name]) => name === 'code')).toBe(error === null);
  });

  it('9207 it is advertised (§3), and is the issuer of the ID token (§2.4)', async () => {
    for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']) {
      const { body } = await scene.gatehouse.request('GET', path);
      expect([body.authorization_response_iss_parameter_supported, body.issuer]).toEqual([true, issuer]);
    }
    expect(issuer).toBe(scene.gatehouse.url);
  });

  it('9207 an iss of the client’s own making is not sent along (§2)', async () => {
    const parameters = parametersOf(await scene.ask({ iss: 'https://evil.example' }));
    expect(parameters.filter(([name]) => name === 'iss')).toEqual([['iss', issuer]]);
  });
});
