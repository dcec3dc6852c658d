/** The fields of a person that an administrator may change, under their names on the wire. */
export function userFields(user) {
    return { email: user.email, name: user.name, roles: user.roles, groups: user.groups, status: user.status };
}
/** A person as administrators see it. */
export function userView(user) {
    return {
        id: user.id,
        ...userFields(user),
        created_at: user.createdAt.toISOString(),
        updated_at: user.updatedAt.toISOString(),
    };
}
//# sourceMappingURL=user.view.js.map