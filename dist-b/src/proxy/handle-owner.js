/** For whom a handle is sealed: this subject, client and upstream, and who acts, since all devices are one client. */
export function ownerOf(purpose, { caller, upstream }) {
    const { iss, sub, client_id, act } = caller.claims;
    return JSON.stringify([
        purpose,
        iss,
        sub,
        client_id,
        upstream.id,
        ...(act === undefined ? [] : [act.iss ?? iss, act.sub]),
    ]);
}
//# sourceMappingURL=handle-owner.js.map