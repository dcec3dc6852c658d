import { IsDefined, IsOptional, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';

/** RFC 6749 §4.1.3, with `code_verifier` (RFC 7636 §4.5) and `resource` (RFC 8707 §2.2). */
export class AuthorizationCodeRequest {
  @IsDefined({ message: 'code is missing' })
  @MaxLength(1024, { message: 'code is too long', context: { error: 'invalid_grant' } })
  readonly code: string;

  /** Needed when the authorization request had it. */
  @IsOptional()
  @MaxLength(2048, { message: 'redirect_uri is too long' })
  readonly redirect_uri: string | undefined;

  /** Looked at together with the challenge: one that is malformed or missing is as wrong as another. */
  readonly code_verifier: string | undefined;

  @MaxLength(2048, { each: true, message: 'resource is too long', context: { error: 'invalid_target' } })
  readonly resource: readonly string[];

  constructor(form: Form) {
    this.code = form.one('code') as string;
    this.redirect_uri = form.one('redirect_uri');
    this.code_verifier = form.one('code_verifier');
    this.resource = form.all('resource');
  }
}
