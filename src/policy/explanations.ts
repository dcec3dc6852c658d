import { Injectable } from '@nestjs/common';
import { ClientStore } from '../identity/clients/client.store.js';
import type { Client } from '../identity/clients/client.entity.js';
import { UserStore } from '../identity/users/user.store.js';
import { BRIDGE_CLIENT } from '../kernel/bridge.js';
import { Clock } from '../kernel/clock.js';
import type { JsonValue } from '../kernel/json-value.js';
import { Problem } from '../kernel/problem.js';
import type { UpstreamKind } from '../proxy/upstreams/upstream.entity.js';
import { Upstreams } from '../proxy/upstreams/upstreams.contract.js';
import { givenArguments } from './argument-schema.js';
import { operationOf } from './asked.rules.js';
import type { ExplainRequest } from './explain.request.js';
import type { Asked, Principals } from './ladder.rules.js';
import { namedUpstreams, WHICH_KIND } from './named-upstream.js';
import { type Explanation, RuledPolicy } from './ruled-policy.js';

/** Decides on calls that nobody makes, by the function that decides on those that somebody does. */
@Injectable()
export class Explanations {
  constructor(
    private readonly policy: RuledPolicy,
    private readonly users: UserStore,
    private readonly clients: ClientStore,
    private readonly upstreams: Upstreams,
    private readonly clock: Clock,
  ) {}

  /**
   * @param given the arguments as they came; undefined while nobody knows them
   * @throws Problem 404 for an upstream, a person or a client that there is not, 400 where two have the upstream's name
   */
  async of(request: ExplainRequest, given: JsonValue | undefined): Promise<Explanation> {
    const [upstream, another] = await namedUpstreams(this.upstreams, request);
    if (upstream === undefined) throw Problem.notFound('upstream');
    if (another !== undefined) throw Problem.invalid([{ pointer: '/upstream_kind', detail: WHICH_KIND }]);
    const client = await this.client(request.client_id ?? null);
    const who = await this.principals(request.user_id ?? client?.ownerId ?? null, client, request.client_id ?? '');
    const at = this.clock.now();
    const { address = '127.0.0.1', acr, auth_age: age } = request;
    const named = request.actors ?? (who.client === '' ? [] : [who.client]);
    const actors = named.map((actor) => ({
      iss: this.policy.ownIssuer,
      ...(typeof actor === 'string' ? { sub: actor } : actor),
    }));
    const authTime = age === undefined ? undefined : Math.floor(at / 1000) - age;
    const now = { address, at, actors, acr, authTime };
    const asked = askedIn(request, given, upstream.kind);
    return this.policy.explained({ upstream, who, now, asked });
  }

  private async client(id: string | null): Promise<Client | null> {
    if (id === null) return null;
    const client = await this.clients.find(id);
    // Devices are one client by name, which nobody registered.
    if (client === null && id !== BRIDGE_CLIENT) throw Problem.notFound('client');
    return client;
  }

  private async principals(userId: string | null, client: Client | null, clientId: string): Promise<Principals> {
    const user = userId === null ? null : await this.users.find(userId);
    if (userId !== null && user === null) throw Problem.notFound('user');
    return {
      user: userId,
      client: clientId,
      groups: user?.groups ?? [],
      roles: user?.roles ?? [],
      kind: client?.kind ?? null,
    };
  }
}

function askedIn({ tool, prompt, resource }: ExplainRequest, sent: JsonValue | undefined, of: UpstreamKind): Asked {
  const given = sent === undefined ? undefined : () => givenArguments(sent);
  if (of === 'a2a' && typeof tool === 'string') {
    const { subject, alias, greeting } = operationOf(tool, undefined);
    return { subject, alias, given, greeting };
  }
  const subjects = [
    { kind: 'tool', name: tool },
    { kind: 'prompt', name: prompt },
    { kind: 'resource', name: resource },
  ] as const;
  const [subject] = subjects.flatMap(({ kind, name }) => (typeof name === 'string' ? [{ kind, name }] : []));
  return {
    subject: subject ?? null,
    given,
    greeting: subject === undefined,
  };
}
