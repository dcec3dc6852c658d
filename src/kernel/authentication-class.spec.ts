import { describe, expect, it } from 'vitest';
import { PASSKEY_ACR, PASSWORD_ACR, reachesAcr } from './authentication-class.js';

const FACTORS = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';

describe('a sign-in by one class, where another is wanted', () => {
  it.each([
    [PASSWORD_ACR, PASSWORD_ACR, true],
    [FACTORS, PASSWORD_ACR, true],
    [PASSKEY_ACR, PASSWORD_ACR, true],
    [PASSKEY_ACR, FACTORS, true],
    [PASSWORD_ACR, FACTORS, false],
    [PASSWORD_ACR, PASSKEY_ACR, false],
    [FACTORS, PASSKEY_ACR, false],
    [PASSKEY_ACR, 'phrh', false],
    ['urn:employer:gold', 'urn:employer:gold', true],
    ['urn:employer:gold', PASSWORD_ACR, false],
    [PASSKEY_ACR, 'urn:employer:gold', false],
    ['', '', true],
    [PASSKEY_ACR, 'PHR', false],
  ])('%s for %s: %s', (acr, wanted, met) => {
    expect(reachesAcr(acr, wanted)).toBe(met);
  });
});
