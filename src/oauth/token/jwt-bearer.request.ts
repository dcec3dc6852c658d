import { IsDefined, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';
import { TargetedRequest } from './scoped.request.js';

/** RFC 7523 §2.1, with `resource` (RFC 8707 §2) and `audience`. */
export class JwtBearerRequest extends TargetedRequest {
  @IsDefined({ message: 'assertion is missing' })
  @MaxLength(16_384, { message: 'the assertion is too long', context: { error: 'invalid_grant' } })
  readonly assertion: string;

  constructor(form: Form) {
    super(form);
    this.assertion = form.one('assertion') as string;
  }
}
