/** Reads the signals of a request, once however often it is asked. */
export class Signals {
}
/** Takes facts; never makes a caller wait, and loses some rather than grow without bound when the database is away. */
export class SessionFacts {
}
//# sourceMappingURL=analytics.contract.js.map