import { beforeEach, describe, expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.rules.js';

let breaker: CircuitBreaker;
beforeEach(() => {
  breaker = new CircuitBreaker(() => 1);
});

const fail = (fault: 'unreachable' | 'unanswered', person = 'ada', now = 0, turn = breaker.turn) =>
  breaker.failed(turn, fault, person, 'ECODE', now);
const failures = (count: number, fault: 'unreachable' | 'unanswered', person?: string) =>
  Array.from({ length: count }, () => fail(fault, person));

describe('a circuit breaker', () => {
  it('knows nothing before the first call, and admits it', () => {
    expect([breaker.wait(0, 'ada'), breaker.health]).toEqual([0, { status: 'unknown', since: null, lastError: null }]);
  });

  it('opens at the fifth failure to connect, and says since when and why', () => {
    expect(failures(5, 'unreachable')).toEqual([null, null, null, null, 1000]);
    expect(breaker.wait(400, 'ada')).toBe(600);
    expect(breaker.health).toEqual({ status: 'down', since: 0, lastError: 'ECODE' });
  });

  it('does not open by what one person alone may have caused, and does by two', () => {
    expect(failures(50, 'unanswered', 'ada').every((wait) => wait === null)).toBe(true);
    expect(fail('unanswered', 'bob')).toBe(1000);
  });

  it('begins to count anew with every answer', () => {
    failures(4, 'unreachable');
    breaker.answered(5);
    expect(failures(4, 'unreachable')).toEqual([null, null, null, null]);
    expect(breaker.health).toEqual({ status: 'up', since: 5, lastError: 'ECODE' });
  });

  it('does not count a failure that began before somebody was answered', () => {
    const { turn } = breaker;
    breaker.answered(1);
    for (let count = 0; count < 20; count++) expect(fail('unreachable', 'ada', 2, turn)).toBeNull();
    expect(breaker.health.status).toBe('up');
  });

  it('lets one attempt through after the wait, another when that one hangs, and closes with an answer', () => {
    failures(5, 'unreachable');
    expect([
      breaker.wait(1000, 'ada'),
      breaker.wait(1001, 'bob'),
      breaker.wait(6000, 'bob'),
      breaker.wait(6001, 'ada'),
    ]).toEqual([0, 4999, 0, 4999]);
    expect(breaker.answered(6002)).toBe(true);
    expect([breaker.wait(6003, 'ada'), breaker.health.since]).toEqual([0, 6002]);
  });

  it('waits twice as long after each attempt that fails, to a bound; one attempt counts once', () => {
    failures(5, 'unreachable');
    const waits = [];
    for (let now = 1000; waits.length < 7; now += 100_000) {
      breaker.wait(now, 'ada');
      const { turn } = breaker;
      waits.push(fail('unanswered', 'ada', now, turn));
      expect(fail('unanswered', 'bob', now, turn)).toBeNull();
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(breaker.health.since).toBe(0);
  });

  it('has the next attempt made by others first, after one that hung or was given up', () => {
    failures(5, 'unreachable', 'bob');
    expect(breaker.wait(1000, 'ada')).toBe(0);
    expect([breaker.wait(6000, 'ada'), breaker.wait(6000, 'bob')]).toEqual([5000, 0]);
    expect(fail('unanswered', 'bob', 6100)).toBe(2000);
    expect([breaker.wait(8100, 'bob'), breaker.wait(8100, 'ada')]).toEqual([5000, 0]);
    expect(fail('unreachable', 'ada', 8200)).toBe(4000);
    expect(breaker.wait(12_200, 'ada')).toBe(0);
  });

  it('spreads the waits of replicas over the second half of each', () => {
    const eager = new CircuitBreaker(() => 0);
    for (let count = 0; count < 4; count++) eager.failed(0, 'unreachable', 'ada', 'ECODE', 0);
    expect(eager.failed(0, 'unreachable', 'ada', 'ECODE', 0)).toBe(500);
  });
});
