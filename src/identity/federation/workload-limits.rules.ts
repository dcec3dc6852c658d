import { sameResource } from '../../kernel/resource-uri.js';
import { grants } from '../../kernel/scope-set.js';
import type { RegisteredClient } from '../clients/client.directory.js';
import type { WorkloadRule } from './workload-rule.entity.js';

type Limits = Pick<WorkloadRule, 'scope' | 'resources'>;
type Limited = Pick<RegisteredClient, 'scope' | 'resources' | 'audiences' | 'defaultAudience'>;

/**
 * A client as far as the rules allow it that admit everything it asks for: the scope of one rule never meets the resource
 * of another. Null in a rule means all that the client may.
 * @param asked resources and audiences of the request, or the one that a token without any would be for
 */
export function restricted<Client extends Limited>(
  client: Client,
  rules: readonly Limits[],
  asked: readonly string[],
): Client {
  const admitting = rules.filter((rule) => admits(rule, asked));
  const scopes = admitting.map(({ scope }) => scope);
  const resources = admitting.reduce<readonly string[] | null>(
    (left, rule) => both(left, rule.resources),
    admitting.length === 0 ? [] : client.resources,
  );
  return {
    ...client,
    scope: scopes.includes(null) ? client.scope : common(client.scope, new Set(scopes.flatMap((names) => names ?? []))),
    resources,
    audiences: client.audiences.filter((one) => admitting.length > 0 && admitting.every((rule) => names(rule, one))),
    defaultAudience: within(client.defaultAudience, resources),
  };
}

/** Whether a rule is for all that is asked. */
export function admits(rule: Limits, asked: readonly string[]): boolean {
  return asked.every((one) => names(rule, one));
}

function names({ resources }: Limits, one: string): boolean {
  return resources === null || has(resources, one);
}

/** Whether a list of resources has one. */
export function has(resources: readonly string[], asked: string): boolean {
  return resources.some((one) => sameResource(one, asked));
}

function both(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return a ?? b;
  return a.filter((one) => has(b, one));
}

function within(audience: string | null, resources: readonly string[] | null): string | null {
  return audience === null || resources === null || has(resources, audience) ? audience : null;
}

/** What both grant: of `admin` and `user`, `user`. */
function common(held: readonly string[], allowed: ReadonlySet<string>): string[] {
  const names = [...allowed];
  return [...new Set([...held.filter((name) => grants(names, name)), ...names.filter((name) => grants(held, name))])];
}
