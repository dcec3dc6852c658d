import { Injectable } from '@nestjs/common';
import { examined, type JsonFields } from '../../http/json-body.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { SignInProviderStore } from '../sign-in-providers/sign-in-provider.store.js';
import { TrustedIssuerStore } from './trusted-issuer.store.js';
import type { UserIdentity } from './user-identity.entity.js';
import { coverPerson } from '../users/reach.store.js';
import { UserIdentityRequest } from './user-identity.request.js';
import { UserIdentityStore } from './user-identity.store.js';

const conflicts = {
  user_identities_one: Problem.conflict('This identity is linked to a person already.', [
    { pointer: '/subject', detail: 'is linked already' },
  ]),
  user_identities_user: Problem.notFound('user'),
};

/** Links people to what other issuers call them. */
@Injectable()
export class UserLinks {
  constructor(
    private readonly changes: Changes,
    private readonly issuers: TrustedIssuerStore,
    private readonly identities: UserIdentityStore,
    private readonly providers: SignInProviderStore,
  ) {}

  /** @throws Problem 400 naming every wrong field, 404, 409 when the identity is somebody's already */
  async add(userId: string, body: JsonFields, caller: Caller): Promise<UserIdentity> {
    const { value, wrong } = examined(UserIdentityRequest, body);
    if (!wrong.has('issuer')) {
      const issuer = await this.issuers.findByName(value.issuer);
      const trusted = issuer?.uses.some((use) => use !== 'workload') === true;
      const people = trusted || (await this.providers.hasIssuer(value.issuer));
      if (!people) wrong.add('issuer', 'is not an issuer that is trusted for people');
    }
    wrong.refuse();
    const { issuer, subject, tenant } = value;
    return this.changes.record(
      async (transaction) => {
        await coverPerson(transaction, caller, userId);
        return this.identities.insert(transaction, userId, { issuer, subject, tenant });
      },
      ({ id }) => doneBy(caller, 'user.identity_linked', { id: userId, identity_id: id, issuer, tenant }),
      conflicts,
    );
  }
}
