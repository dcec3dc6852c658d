import type { User } from './user.entity.js';

/** The fields of a person that an administrator may change, under their names on the wire. */
export function userFields(user: Omit<User, 'id' | 'createdAt' | 'updatedAt'>) {
  return { email: user.email, name: user.name, roles: user.roles, groups: user.groups, status: user.status };
}

/** A person as administrators see it. */
export function userView(user: User) {
  return {
    id: user.id,
    ...userFields(user),
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
