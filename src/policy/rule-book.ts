import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Upstream } from '../proxy/upstreams/upstream.entity.js';
import { Settings } from '../settings/settings.js';
import { aboutArguments } from './argument-schema.js';
import { readyConditions } from './conditions.rules.js';
import type { ReadyRule } from './ladder.rules.js';
import type { PolicyRule } from './policy-rule.entity.js';
import { PolicyRuleStore } from './policy-rule.store.js';
import { fitting } from './spellings.rules.js';
import type { Soon } from '../kernel/at-hand.js';

/** The rules of an upstream as they were when it had a version. */
interface Chapter {
  readonly version: string;
  readonly rules: readonly ReadyRule[];
}

const NO_RULES: readonly ReadyRule[] = [];

/**
 * The rules of upstreams, ready to be asked. They are read anew when the upstream says that they are others: it is read
 * for every call and its version changes in the commit that changes them, so that a copy is never stale.
 */
@Injectable()
export class RuleBook {
  private readonly chapters = new LRUCache<string, Chapter>({ max: 1_000 });

  constructor(
    private readonly store: PolicyRuleStore,
    private readonly settings: Settings,
  ) {}

  of({ id, policyVersion }: Upstream): Soon<readonly ReadyRule[]> {
    // Nobody ever made a rule for it.
    if (policyVersion === '0') return NO_RULES;
    const known = this.chapters.get(id);
    return known !== undefined && known.version === policyVersion ? known.rules : this.read(id, policyVersion);
  }

  private async read(id: string, policyVersion: string): Promise<readonly ReadyRule[]> {
    const rules = (await this.store.ofUpstream(id)).map((rule) => readyRule(rule, this.settings.PUBLIC_URL));
    this.chapters.set(id, { version: policyVersion, rules });
    return rules;
  }
}

function readyRule(rule: PolicyRule, ownIssuer: string): ReadyRule {
  const { id, effect, mode, principalType, principalId, subjectKind, subject, conditions, justification } = rule;
  return {
    id,
    effect,
    mode,
    principal: { type: principalType, id: principalId },
    subject:
      subjectKind === null || subject === null ? null : { kind: subjectKind, fits: fitting(subjectKind, subject) },
    about: rule.arguments === null ? null : aboutArguments(rule.arguments),
    unmet: readyConditions(conditions, ownIssuer),
    authentication: conditions.authentication,
    justification,
  };
}
