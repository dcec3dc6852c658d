import { describe, expect, it } from 'vitest';
import { canCarryCredential, STATIC_VALUE } from './static-credential.rules.js';

describe('a header for a credential', () => {
  it.each([
    'authorization',
    'Authorization',
    'x-api-key',
    'X-Api-Key',
    'api-key',
    'x-goog-api-key',
    'private-token',
    'x-auth-token',
  ])('is %s', (name) => expect(canCarryCredential(name)).toBe(true));

  it.each([
    '',
    'a b',
    'a:b',
    'x-kéy',
    'x\r\ny',
    'a'.repeat(65),
    'Host',
    'Connection',
    'Transfer-Encoding',
    'Content-Length',
    'Content-Type',
    'TE',
    'Upgrade',
    'Proxy-Authorization',
    'Cookie',
    'Forwarded',
    'X-Forwarded-For',
    'X_Forwarded_For',
    'X-Real-IP',
    'X-User-Id',
    'x_user_id',
    'X-Gatehouse-Subject',
    'Remote-User',
    'Client-Cert',
    'X-Original-URL',
    'Mcp-Session-Id',
    'Mcp-Name',
    'A2A-Version',
    'Traceparent',
    'X-Request-Id',
    'DPoP',
    'Txn-Token',
    'Sec-Fetch-Site',
  ])('is not %j', (name) => expect(canCarryCredential(name)).toBe(false));
});

describe('its value', () => {
  it.each(['x', 'Bearer abc', 'a'.repeat(4096)])('may be %.20s', (value) =>
    expect(STATIC_VALUE.test(value)).toBe(true),
  );
  it.each(['', ' a', 'a ', 'a\nb', 'a\r\nx: y', 'a\0', 'ü', 'a'.repeat(4097)])('may not be %j', (value) =>
    expect(STATIC_VALUE.test(value)).toBe(false),
  );
});
