import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { Form } from '../../http/form.js';
import { AuthorizationCodeRequest } from './authorization-code.request.js';
import { ClientCredentialsRequest } from './client-credentials.request.js';
import { DeviceCodeRequest } from './device-code.request.js';
import { JwtBearerRequest } from './jwt-bearer.request.js';
import { RefreshTokenRequest } from './refresh-token.request.js';
import { faultOf } from './request-rules.js';
import { TokenExchangeRequest } from './token-exchange.request.js';

const types = [
  AuthorizationCodeRequest,
  ClientCredentialsRequest,
  DeviceCodeRequest,
  JwtBearerRequest,
  RefreshTokenRequest,
  TokenExchangeRequest,
];
const names = [
  'code assertion device_code refresh_token code_verifier redirect_uri subject_token subject_token_type',
  'requested_token_type scope resource audience plugin_id',
]
  .join(' ')
  .split(' ');
const values = ['a', 'a b', '"', 'x'.repeat(300), 'x'.repeat(3000), 'x'.repeat(5000), 'x'.repeat(20_000)];
const TYPE = 'urn:ietf:params:oauth:token-type:access_token';
/** With which every one of the classes is content. */
const GOOD: Readonly<Record<string, string>> = {
  code: 'c'.repeat(43),
  code_verifier: 'v'.repeat(43),
  assertion: 'a',
  device_code: 'd'.repeat(43),
  refresh_token: 'r'.repeat(43),
  subject_token: 's',
  subject_token_type: TYPE,
};

describe.each(types.map((type) => [type.name, type] as const))('%s', (_name, type) => {
  const request = (fields: Readonly<Record<string, string>>, more = ''): object =>
    new type(Form.parse(new URLSearchParams(fields).toString() + more));

  it('is fit when class-validator finds it fit', () => {
    expect(validateSync(request(GOOD))).toEqual([]);
    expect(faultOf(request(GOOD))).toBeUndefined();
  });

  it.each(names)('says of %s what class-validator says of it', (name) => {
    const without = Object.fromEntries(Object.entries(GOOD).filter(([one]) => one !== name));
    const repeated = ['', '&resource=a', `&resource=${'y'.repeat(3000)}`, `&audience=a&audience=${'y'.repeat(3000)}`];
    const requests = [
      request(without),
      ...values.map((value) => request({ ...GOOD, [name]: value })),
      ...repeated.map((more) => request(GOOD, more)),
    ];
    for (const one of requests) expect(faultOf(one)).toEqual(validateSync(one)[0]);
  });
});
