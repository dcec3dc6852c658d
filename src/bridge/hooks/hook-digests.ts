import { Injectable } from '@nestjs/common';
import { keyedHash } from '../../kernel/one-time-secret.js';
import type { JsonValue } from '../../kernel/strict-json.js';
import { Secrets } from '../../settings/secrets.js';
import { canonicalJson } from './canonical-json.rules.js';

/** Keyed hashes of what hooks send: equal values have equal ones, and nobody can guess a value by its hash. */
@Injectable()
export class HookDigests {
  private readonly pepper: Buffer;

  constructor(secrets: Secrets) {
    this.pepper = secrets.key('hook-call');
  }

  of(value: JsonValue): string {
    return keyedHash(this.pepper, canonicalJson(value)).toString('base64url');
  }
}
