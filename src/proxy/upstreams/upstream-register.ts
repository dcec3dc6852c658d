import { Injectable } from '@nestjs/common';
import { isIP } from 'node:net';
import { examined, type JsonFields, type WrongFields } from '../../http/json-body.js';
import { changedNames, Changes, changeKind, doneBy } from '../../identity/changes.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import type { Caller } from '../../kernel/caller.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
import { Problem } from '../../kernel/problem.js';
import { AddressRule, EndpointAddressRule } from '../../outbound/address-rule.js';
import { Settings } from '../../settings/settings.js';
import { CredentialVault } from './credential-vault.js';
import type { Upstream } from './upstream.entity.js';
import { UpstreamRequest } from './upstream.request.js';
import { type UpstreamFields, UpstreamStore } from './upstream.store.js';
import { upstreamFields } from './upstream.view.js';
import { credentialFault, writtenCredential } from './written-credential.js';

const conflicts = {
  upstreams_name: Problem.conflict('There is an upstream of this kind with this name.', [
    { pointer: '/name', detail: 'is taken' },
  ]),
};

/** Registers upstreams, changes and removes them. */
@Injectable()
export class UpstreamRegister {
  private readonly addresses: AddressRule;
  private readonly endpoints: EndpointAddressRule;

  constructor(
    private readonly changes: Changes,
    private readonly upstreams: UpstreamStore,
    private readonly scopes: ScopeCatalogue,
    private readonly vault: CredentialVault,
    settings: Settings,
  ) {
    this.addresses = new AddressRule(settings.UPSTREAM_NETWORKS);
    this.endpoints = new EndpointAddressRule(settings);
  }

  /** @throws Problem 404 */
  async require(id: string): Promise<Upstream> {
    const upstream = await this.upstreams.findById(id);
    if (upstream === null) throw Problem.notFound('upstream');
    return upstream;
  }

  /** @throws Problem 400 naming every wrong field, 409 when the name is taken */
  create(body: JsonFields, caller: Caller): Promise<Upstream> {
    return this.changes.retrying(async () => {
      const fields = await this.checked(body, null);
      return this.changes.record(
        async (transaction) => {
          await this.scopes.hold(transaction, fields.requiredScopes);
          return this.upstreams.insert(transaction, fields);
        },
        ({ id, kind, name }) => doneBy(caller, 'upstream.created', { id, upstream_kind: kind, name }),
        conflicts,
      );
    });
  }

  /** @throws Problem 400 naming every wrong field of the result, 404 */
  change(id: string, body: JsonFields, caller: Caller): Promise<Upstream> {
    return this.changes.retrying(async () => {
      const before = await this.require(id);
      const fields = await this.checked({ ...upstreamFields(before), ...body }, before);
      const changed = changedNames(upstreamFields(before), upstreamFields(fields));
      if (changed.length === 0) return before;
      return this.changes.record(
        async (transaction) => {
          await this.scopes.hold(transaction, fields.requiredScopes);
          return this.upstreams.update(transaction, before, fields);
        },
        () => doneBy(caller, `upstream.${changeKind(before, fields)}`, { id, name: before.name, changed }),
      );
    });
  }

  /** @throws Problem 404 */
  async remove(id: string, caller: Caller): Promise<void> {
    const { name, kind } = await this.require(id);
    await this.changes.record(
      async (transaction) => {
        if (!(await this.upstreams.delete(transaction, id))) throw Problem.notFound('upstream');
      },
      () => doneBy(caller, 'upstream.deleted', { id, upstream_kind: kind, name }),
    );
  }

  private async checked(body: JsonFields, before: Upstream | null): Promise<UpstreamFields> {
    const { value, wrong } = examined(UpstreamRequest, body);
    if (!wrong.has('url')) this.checkAddress(value.url, wrong);
    if (!wrong.has('credential') && !wrong.has('url')) {
      const fault = credentialFault(value, before) ?? this.endpointFault(value);
      if (fault !== null) wrong.add('credential', fault);
    }
    if (value.kind === 'a2a' && value.transport === 'sse') wrong.add('transport', 'is sse for MCP servers only');
    if (before !== null) checkIdentity(value, before, wrong);
    if (value.required_scopes !== undefined && !wrong.has('required_scopes')) {
      const fault = await this.scopes.fault(value.required_scopes);
      if (fault !== null) wrong.add('required_scopes', fault);
    }
    wrong.refuse();
    return { ...fieldsOf(value), ...writtenCredential(value, before, this.vault) };
  }

  private checkAddress(url: string, wrong: WrongFields): void {
    const fault = literalFault(url, this.addresses);
    if (fault !== null) wrong.add('url', fault);
  }

  private endpointFault({ credential }: UpstreamRequest): string | null {
    const fault = literalFault(credential?.token_endpoint ?? '', this.endpoints);
    return fault === null ? null : `has a token_endpoint that is not admitted: ${fault}`;
  }
}

/** A name is looked up, and its addresses are checked, with every connection; a literal is known now. */
function literalFault(url: string, rule: Pick<AddressRule, 'refuses'>): string | null {
  const host = parsedUrl(url)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  return isIP(host) === 0 ? null : rule.refuses(host);
}

/** Kind and name make the resource identifier, which clients, tokens and policies already hold. */
function checkIdentity(value: UpstreamRequest, before: Upstream, wrong: WrongFields): void {
  for (const name of ['name', 'kind'] as const) {
    if (!wrong.has(name) && value[name] !== before[name]) wrong.add(name, 'cannot be changed');
  }
}

function fieldsOf(request: UpstreamRequest): Omit<UpstreamFields, 'credential' | 'sealedCredential'> {
  return {
    name: request.name,
    kind: request.kind,
    url: request.url,
    transport: request.transport,
    requiredScopes: [...new Set(request.required_scopes ?? [request.kind])],
    requiredTokenBinding: request.required_token_binding,
    policyDefault: request.default,
    timeouts: { ...request.timeouts },
    limits: { ...request.limits },
    status: request.status,
  };
}
