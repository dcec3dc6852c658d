import { IsOptional, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';
import { TargetedRequest } from './scoped.request.js';

/** RFC 6749 §4.4.2, with `resource` (RFC 8707 §2), `audience` and `plugin_id`. */
export class ClientCredentialsRequest extends TargetedRequest {
  @IsOptional()
  @MaxLength(256, { message: 'plugin_id is too long' })
  readonly plugin_id: string | undefined;

  constructor(form: Form) {
    super(form);
    this.plugin_id = form.one('plugin_id');
  }
}
