/** By what it was decided, as evidence has it. */
export function decidedBy({ rule, version }) {
    return { policyVersion: version, ...(rule === undefined ? {} : { rule }) };
}
/** What evidence keeps of a decision besides itself and {@link decidedBy}. */
export function policyDetail({ shadow, stepUp, }) {
    return {
        ...(shadow === undefined ? {} : { shadow }),
        ...(stepUp === undefined ? {} : { step_up: stepUp }),
    };
}
/** Who may reach what. */
export class Policy {
}
//# sourceMappingURL=policy.contract.js.map