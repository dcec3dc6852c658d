import { IsDefined, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';
import { ScopedRequest } from './scoped.request.js';

/** RFC 6749 §6, with `resource` (RFC 8707 §2.2). */
export class RefreshTokenRequest extends ScopedRequest {
  @IsDefined({ message: 'refresh_token is missing' })
  @MaxLength(1024, { message: 'refresh_token is too long', context: { error: 'invalid_grant' } })
  readonly refresh_token: string;

  constructor(form: Form) {
    super(form);
    this.refresh_token = form.one('refresh_token') as string;
  }
}
