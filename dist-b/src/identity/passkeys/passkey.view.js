/** A passkey as administrators see it. */
export function passkeyView(passkey) {
    return {
        id: passkey.id,
        user_id: passkey.userId,
        credential_id: passkey.credentialId,
        name: passkey.name,
        aaguid: passkey.aaguid,
        transports: passkey.transports,
        backup_eligible: passkey.backupEligible,
        backed_up: passkey.backedUp,
        sign_count: passkey.counter,
        created_at: passkey.createdAt.toISOString(),
        last_used_at: passkey.lastUsedAt?.toISOString() ?? null,
        suspect_at: passkey.suspectAt?.toISOString() ?? null,
    };
}
//# sourceMappingURL=passkey.view.js.map