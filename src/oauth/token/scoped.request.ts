import { IsOptional, Matches, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';

/** What a token is asked for: how much (RFC 6749 §3.3), and where (RFC 8707 §2). */
export class ScopedRequest {
  /** Space-separated; absent means all there is to have. */
  @IsOptional()
  @MaxLength(4096, { message: 'scope is too long', context: { error: 'invalid_scope' } })
  @Matches(/^[\x21\x23-\x5b\x5d-\x7e]+( +[\x21\x23-\x5b\x5d-\x7e]+)*$/, {
    message: 'scope is malformed',
    context: { error: 'invalid_scope' },
  })
  readonly scope: string | undefined;

  @MaxLength(2048, { each: true, message: 'resource is too long', context: { error: 'invalid_target' } })
  readonly resource: readonly string[];

  constructor(form: Form) {
    this.scope = form.one('scope');
    this.resource = form.all('resource');
  }
}

/** The same, where the place may be called by its logical name, too (RFC 8693 §2.1). */
export class TargetedRequest extends ScopedRequest {
  @MaxLength(2048, { each: true, message: 'audience is too long', context: { error: 'invalid_target' } })
  readonly audience: readonly string[];

  constructor(form: Form) {
    super(form);
    this.audience = form.all('audience');
  }
}
