/* Where a sign-in leads: whoever sends a person to the page can name places of ours alone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson, PASSWORD, type TestPerson } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

let gatehouse: TestGatehouse;
let person: TestPerson;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', LIMIT_PUBLIC: '60000/60' });
  person = await createPerson(gatehouse);
});
afterAll(() => gatehouse.stop());

it.each([
  'to=https://evil.example',
  'to=//evil.example',
  'to=/%5Cevil.example',
  'to=%2F%2Fevil.example',
  'to=/account/devices',
  'to=/account/devices/connect?redirect_uri=http://127.0.0.1:1/',
  'to=javascript:alert(1)',
  'to=devices@evil.example',
  'to=devices/..//evil.example',
  'to=devices%0d%0aset-cookie:a=b',
  'to=devices%00',
  'to=Devices',
  'to=constructor',
  'to=__proto__',
  'to=toString',
  'to[]=devices&to[]=//evil.example',
  'to[devices]=//evil.example',
  'to=devices&to=//evil.example',
  'to=//evil.example&to=devices',
  'to=',
  'to',
  'next=//evil.example',
  'return_to=https://evil.example',
  'redirect_uri=https://evil.example',
])('a sign-in with %s ends at the account', async (query) => {
  const browser = new TestBrowser(gatehouse.url);
  const page = await browser.get(`/sign-in?${query}`);
  expect([page.status, page.text.includes('evil')]).toEqual([200, false]);
  const [, action = ''] = /<form method="post" action="([^"]*)"/.exec(page.text) ?? [];
  expect(action).toBe('/sign-in');
  // The form is sent as it is, and to where the sender pointed.
  for (const path of [action, `/sign-in?${query}`]) {
    const fields = { ...hiddenFields(await browser.get('/sign-in')), email: person.email, password: PASSWORD };
    const answer = await browser.post(path, { ...fields, to: '//evil.example' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
  }
});

it('a form of the page for one place is no form of the page for another', async () => {
  const browser = new TestBrowser(gatehouse.url);
  const fields = { ...hiddenFields(await browser.get('/sign-in')), email: person.email, password: PASSWORD };
  expect((await browser.post('/sign-in?to=devices', fields)).status).toBe(403);
});
