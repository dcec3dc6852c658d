import { Injectable } from '@nestjs/common';
import { UserStore } from '../../identity/users/user.store.js';

/** Claims of a person that a scope asks for (OpenID Connect Core §5.4). */
const OF_SCOPE: Readonly<Record<string, readonly string[]>> = {
  profile: ['name', 'preferred_username', 'updated_at'],
  email: ['email', 'email_verified'],
};

/** Every claim of a person that can be had. */
export const PERSON_CLAIMS = Object.values(OF_SCOPE).flat();

/** What clients may learn of a person (OpenID Connect Core §5.1). */
@Injectable()
export class PersonClaims {
  constructor(private readonly users: UserStore) {}

  /** All that the scope of a token gives. */
  ofScope(userId: string, scope: readonly string[]): Promise<Record<string, unknown>> {
    return this.named(userId, scope, PERSON_CLAIMS);
  }

  /**
   * Claims that were asked for by name. Asking gives no right to them: people are asked for scopes, and each claim is in
   * one (OpenID Connect Core §5.5 leaves it to us what to give).
   */
  async named(userId: string, scope: readonly string[], asked: readonly string[]): Promise<Record<string, unknown>> {
    const given = scope.flatMap((name) => OF_SCOPE[name] ?? []);
    const names = asked.filter((name) => given.includes(name));
    const user = names.length === 0 ? null : await this.users.find(userId);
    if (user === null) return {};
    const known: Record<string, unknown> = {
      name: user.name,
      preferred_username: user.email,
      updated_at: Math.floor(user.updatedAt.getTime() / 1000),
      email: user.email,
      // Administrators write addresses down; nobody has proved one.
      email_verified: false,
    };
    return Object.fromEntries(names.map((name) => [name, known[name]]));
  }
}
