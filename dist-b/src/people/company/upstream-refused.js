/** A provider did not sign anybody in, or what it said cannot be believed. */
export class UpstreamRefused extends Error {
    reason;
    code;
    name = 'UpstreamRefused';
    /** @param code what exactly, for whoever has to mend it: never a part of a token */
    constructor(reason, code, options = {}) {
        super(`the provider's answer is of no use: ${code}`, options);
        this.reason = reason;
        this.code = code;
    }
}
//# sourceMappingURL=upstream-refused.js.map