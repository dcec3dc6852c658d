import { type DecidedCalls, PERIODS, type ToldTotals } from './usage.store.js';

/** Usage of a device, and of all devices of its person: those that have ended lately among them. */
export function usageView(totals: readonly ToldTotals[], calls: readonly DecidedCalls[]) {
  return {
    device: periodsOf(
      totals.filter(({ own }) => own),
      calls.filter(({ own }) => own),
    ),
    person: periodsOf(totals, calls),
  };
}

function periodsOf(totals: readonly ToldTotals[], calls: readonly DecidedCalls[]) {
  return PERIODS.map((days, at) => {
    const told = (name: 'sessions' | 'forwarded' | 'tokensIn' | 'tokensOut'): number =>
      sum(totals.map((row) => row[name][at]));
    const decided = (decision: DecidedCalls['decision']): number =>
      sum(calls.filter((row) => row.decision === decision).map((row) => row.calls[at]));
    return {
      days,
      sessions: told('sessions'),
      forwarded_total: told('forwarded'),
      tokens_in_total: told('tokensIn'),
      tokens_out_total: told('tokensOut'),
      calls: { allow: decided('allow'), deny: decided('deny') },
    };
  });
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
