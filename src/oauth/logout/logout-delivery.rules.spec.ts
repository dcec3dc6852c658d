import { describe, expect, it } from 'vitest';
import { outcomeOf } from './logout-delivery.rules.js';

describe('what an answer to a logout token means (Back-Channel Logout §2.8)', () => {
  it.each([200, 204])('%d is success', (status) => expect(outcomeOf(status, 1, 0)).toBe('told'));

  it('400 is the client’s own word, and final', () => expect(outcomeOf(400, 1, 0)).toBe('refused'));

  it.each([null, 201, 202, 401, 403, 404, 408, 429, 500, 501, 503, 504])('%s is tried again', (status) => {
    expect(outcomeOf(status, 1, 0)).toEqual({ wait: 5_000 });
  });

  it('the waits grow, and the sixth failure is the last', () => {
    const all = [1, 2, 3, 4, 5, 6, 7].map((tries) => outcomeOf(503, tries, 0));
    expect(all.slice(0, 5)).toEqual([5, 30, 120, 600, 1_800].map((seconds) => ({ wait: seconds * 1000 })));
    expect(all.slice(5)).toEqual(['given up', 'given up']);
  });

  it('after a day nothing is tried again, but what succeeds has succeeded', () => {
    expect([outcomeOf(null, 1, 86_400_000), outcomeOf(null, 1, 86_399_999)]).toEqual(['given up', { wait: 5_000 }]);
    expect(outcomeOf(204, 1, 86_400_000)).toBe('told');
  });
});
