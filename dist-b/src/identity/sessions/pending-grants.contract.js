/**
 * What is on its way to become a session: codes that were given. Whoever ends sessions ends these first: then what is
 * redeemed at the same moment is either refused, or its session is seen.
 */
export class PendingGrants {
}
/** The same of codes by which a person's devices begin: whoever took one from a browser must not be served once that is over. */
export class PendingDevices {
}
//# sourceMappingURL=pending-grants.contract.js.map