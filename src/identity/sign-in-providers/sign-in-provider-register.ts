import { Injectable } from '@nestjs/common';
import { examined, type JsonFields, type WrongFields } from '../../http/json-body.js';
import type { Caller } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { readScope } from '../../kernel/scope-set.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { changedNames, Changes, changeKind, doneBy } from '../changes.store.js';
import { ProviderEndings } from './provider-endings.js';
import { ProviderExamination } from './provider-examination.js';
import { SignInProviderRequest } from './sign-in-provider.request.js';
import type { SignInProvider } from './sign-in-provider.entity.js';
import { type ProviderFindings, SignInProviderStore } from './sign-in-provider.store.js';
import { type SignInProviderFields, signInProviderFields } from './sign-in-provider.view.js';

const taken = (name: string, what: string): Problem =>
  Problem.conflict(`There is a sign-in provider with this ${what}.`, [{ pointer: `/${name}`, detail: 'is taken' }]);
const conflicts = {
  sign_in_providers_slug: taken('slug', 'slug'),
  sign_in_providers_issuer: taken('issuer', 'issuer'),
};

/** Registers companies' providers, changes and removes them; with one that may no longer sign people in, its sign-ins end. */
@Injectable()
export class SignInProviderRegister {
  constructor(
    private readonly changes: Changes,
    private readonly providers: SignInProviderStore,
    private readonly examination: ProviderExamination,
    private readonly endings: ProviderEndings,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 */
  async require(id: string): Promise<SignInProvider> {
    const provider = await this.providers.findById(id);
    if (provider === null) throw Problem.notFound('sign-in provider');
    return provider;
  }

  /** @throws Problem 400 naming every wrong field, 409 when slug or issuer is taken */
  async create(body: JsonFields, caller: Caller): Promise<SignInProvider> {
    const id = uuidv7(this.clock.now());
    const fields = await this.checked(body, id, null);
    return this.changes.record(
      (transaction) => this.providers.insert(transaction, id, fields),
      ({ slug, issuer }) => doneBy(caller, 'sign_in_provider.created', { id, slug, issuer }),
      conflicts,
    );
  }

  /** @throws Problem 400 naming every wrong field of the result, 404, 409 */
  change(id: string, body: JsonFields, caller: Caller): Promise<SignInProvider> {
    return this.changes.retrying(async () => {
      const before = await this.require(id);
      const fields = await this.checked({ ...signInProviderFields(before), ...body }, id, before);
      const names = changedNames(signInProviderFields(before), signInProviderFields(fields));
      const changed = [...names, ...(body['client_secret'] === undefined ? [] : ['client_secret'])];
      if (changed.length === 0) return before;
      return this.changes.record(
        async (transaction) => {
          const after = await this.providers.update(transaction, before, fields);
          // Another issuer is another's word: what the old one said of people ends with it.
          const ends = after.status === 'inactive' || after.issuer !== before.issuer;
          if (ends) await this.endings.end(transaction, id, 'the sign-in provider may no longer sign in');
          return after;
        },
        () => doneBy(caller, `sign_in_provider.${changeKind(before, fields)}`, { id, slug: fields.slug, changed }),
        conflicts,
      );
    });
  }

  /** People stay linked to what they are called there. @throws Problem 404 */
  async remove(id: string, caller: Caller): Promise<void> {
    const { slug, issuer } = await this.require(id);
    await this.changes.record(
      async (transaction) => {
        // First: a session that is opened behind the look at them would lose the name of what it came from.
        if (!(await this.providers.holdForRemoval(transaction, id))) throw Problem.notFound('sign-in provider');
        await this.endings.end(transaction, id, 'the sign-in provider was deleted');
        await this.providers.delete(transaction, id);
      },
      () => doneBy(caller, 'sign_in_provider.deleted', { id, slug, issuer }),
    );
  }

  private async checked(
    body: JsonFields,
    id: string,
    before: SignInProvider | null,
  ): Promise<SignInProviderFields & ProviderFindings> {
    const { value, wrong } = examined(SignInProviderRequest, body);
    checkTogether(value, before, wrong);
    await this.examination.checkRoles(value, before, wrong);
    const authorizationEndpoint = await this.examination.endpoint(value, before, wrong);
    wrong.refuse();
    return { ...fieldsOf(value), ...this.examination.findings({ id, value, before, authorizationEndpoint }) };
  }
}

function fieldsOf(value: SignInProviderRequest): SignInProviderFields {
  return {
    slug: value.slug,
    name: value.name,
    issuer: value.issuer,
    clientId: value.client_id,
    scope: [...new Set(['openid', ...readScope(value.scope)])],
    emailDomains: [...new Set(value.email_domains)],
    createPeople: value.create_people,
    linkVerifiedEmail: value.link_verified_email,
    roleClaim: value.role_claim,
    roleMap: value.role_map,
    rolesOfAll: [...new Set(value.roles_of_all)],
    acrMap: value.acr_map,
    status: value.status,
  };
}

/** What does not go together in a provider. */
function checkTogether(value: SignInProviderRequest, before: SignInProvider | null, wrong: WrongFields): void {
  const noDomains = isEmpty(value.email_domains);
  const [noClaim, noMap] = [isEmpty(value.role_claim), isEmpty(value.role_map)];
  // A secret goes to nobody for whom it was not written.
  const same = before !== null && before.issuer === value.issuer && before.clientId === value.client_id;
  const rules: readonly [boolean, keyof SignInProviderRequest, string][] = [
    [value.client_secret === undefined && !same, 'client_secret', 'is needed, for this issuer and client_id'],
    [noDomains && isOn(value.create_people), 'email_domains', 'are needed for create_people'],
    [noDomains && isOn(value.link_verified_email), 'email_domains', 'are needed for link_verified_email'],
    [noClaim && !noMap, 'role_claim', 'is needed for role_map'],
    [!noClaim && noMap, 'role_map', 'is needed for role_claim'],
  ];
  const broken = rules.filter(([isBroken, name]) => isBroken && !wrong.has(name));
  for (const [, name, fault] of broken) if (!wrong.has(name)) wrong.add(name, fault);
}

/** Of what may not be what it should be. */
function isOn(value: unknown): boolean {
  return value === true;
}

/** The same. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
