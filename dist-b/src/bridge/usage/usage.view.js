import { PERIODS } from './usage.store.js';
/** Usage of a device, and of all devices of its person: those that have ended lately among them. */
export function usageView(totals, calls) {
    return {
        device: periodsOf(totals.filter(({ own }) => own), calls.filter(({ own }) => own)),
        person: periodsOf(totals, calls),
    };
}
function periodsOf(totals, calls) {
    return PERIODS.map((days, at) => {
        const told = (name) => sum(totals.map((row) => row[name][at]));
        const decided = (decision) => sum(calls.filter((row) => row.decision === decision).map((row) => row.calls[at]));
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
function sum(numbers) {
    return numbers.reduce((total, number) => total + (number ?? 0), 0);
}
//# sourceMappingURL=usage.view.js.map