import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import type { AssertionAnswer, AssertionClaims, AssertionPlan } from './assertion.js';

/** Signs assertions for others. None leaves before the evidence of it is durable. */
@Injectable()
export class AssertionIssuer {
  constructor(
    private readonly evidence: Evidence,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @throws when the evidence cannot be written: then nothing is said */
  async issue({ typ, issuedTokenType, claims, event }: AssertionPlan): Promise<AssertionAnswer> {
    const whole = this.complete(claims);
    const { jti, aud, exp, iat, scope } = whole;
    // Signed first, as every token is: a signature that fails must not leave evidence of what was never said.
    const assertion = await this.keys.sign(typ, whole);
    await this.evidence.record({ ...event, detail: { ...event.detail, jti, aud, exp, ...optional('scope', scope) } });
    return {
      access_token: assertion,
      issued_token_type: issuedTokenType,
      token_type: 'N_A',
      expires_in: exp - iat,
      ...optional('scope', scope),
    };
  }

  /** For whoever has recorded what it belongs to. */
  async sign(typ: string, claims: AssertionClaims): Promise<string> {
    return this.keys.sign(typ, this.complete(claims));
  }

  private complete(claims: AssertionClaims) {
    const { sub, aud, exp, scope, ...others } = claims;
    return {
      iss: this.settings.PUBLIC_URL,
      sub,
      aud,
      jti: uuidv7(this.clock.now()),
      iat: this.clock.seconds(),
      exp,
      ...optional('scope', scope),
      ...others,
    };
  }
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value });
}
