import { IsDefined, IsOptional, Matches, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';

/** RFC 6749 §6, with `resource` (RFC 8707 §2.2). */
export class RefreshTokenRequest {
  @IsDefined({ message: 'refresh_token is missing' })
  @MaxLength(1024, { message: 'refresh_token is too long', context: { error: 'invalid_grant' } })
  readonly refresh_token: string;

  /** Absent means all that was granted. */
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
    this.refresh_token = form.one('refresh_token') as string;
    this.scope = form.one('scope');
    this.resource = form.all('resource');
  }
}
