import { IsDefined, IsOptional, Matches, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';

/** RFC 7523 §2.1, with `resource` (RFC 8707 §2) and `audience`. */
export class JwtBearerRequest {
  @IsDefined({ message: 'assertion is missing' })
  @MaxLength(16_384, { message: 'the assertion is too long', context: { error: 'invalid_grant' } })
  readonly assertion: string;

  /** Space-separated; absent means all that the assertion gives. */
  @IsOptional()
  @MaxLength(4096, { message: 'scope is too long', context: { error: 'invalid_scope' } })
  @Matches(/^[\x21\x23-\x5b\x5d-\x7e]+( +[\x21\x23-\x5b\x5d-\x7e]+)*$/, {
    message: 'scope is malformed',
    context: { error: 'invalid_scope' },
  })
  readonly scope: string | undefined;

  @MaxLength(2048, { each: true, message: 'resource is too long', context: { error: 'invalid_target' } })
  readonly resource: readonly string[];

  @MaxLength(2048, { each: true, message: 'audience is too long', context: { error: 'invalid_target' } })
  readonly audience: readonly string[];

  constructor(form: Form) {
    this.assertion = form.one('assertion') as string;
    this.scope = form.one('scope');
    this.resource = form.all('resource');
    this.audience = form.all('audience');
  }
}
