/** An initial access token as administrators see it; its text was in one answer alone. */
export function registrationTokenView(token) {
    return {
        id: token.id,
        name: token.name,
        owner_id: token.ownerId,
        uses_left: token.usesLeft,
        created_at: token.createdAt.toISOString(),
        expires_at: token.expiresAt.toISOString(),
    };
}
//# sourceMappingURL=registration-token.view.js.map