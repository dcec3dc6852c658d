/** One kind of program that waits under a user code: what a person is asked about it, and what becomes of the answer. */
export class WaitingKind {
}
/** Programs of a bridge, which become devices. */
export class WaitingPrograms extends WaitingKind {
}
/** OAuth clients (RFC 8628). */
export class WaitingClients extends WaitingKind {
}
//# sourceMappingURL=waiting.contract.js.map