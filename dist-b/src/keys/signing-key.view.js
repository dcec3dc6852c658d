export function viewKey(key) {
    return {
        kid: key.kid,
        algorithm: key.algorithm,
        state: key.state,
        created_at: key.createdAt.toISOString(),
        activated_at: key.activatedAt?.toISOString() ?? null,
        retired_at: key.retiredAt?.toISOString() ?? null,
    };
}
//# sourceMappingURL=signing-key.view.js.map