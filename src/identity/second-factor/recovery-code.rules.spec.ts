import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { recoveryCode, shownCode, typedCode } from './recovery-code.rules.js';

it('a code is read however it is typed', () => {
  for (let turn = 0; turn < 100; turn++) {
    const code = recoveryCode(randomInt);
    expect(shownCode(code)).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    for (const typed of [
      code,
      shownCode(code),
      shownCode(code).toUpperCase(),
      ` ${code.slice(0, 6)} ${code.slice(6)}\n`,
    ]) {
      expect(typedCode(typed)).toBe(code);
    }
  }
});

it.each(['', '123456', 'abcd-efgh-jkm', 'abcd-efgh-jkmnp', 'abcd-efgh-jkm0', 'abcd-efgh-jkm\u0000', '-'.repeat(65)])(
  'what cannot be a code is none: %j',
  (text) => {
    expect(typedCode(text)).toBeNull();
  },
);
