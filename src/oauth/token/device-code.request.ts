import { IsDefined, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';

/** RFC 8628 §3.4, with `resource` (RFC 8707 §2.2). */
export class DeviceCodeRequest {
  @IsDefined({ message: 'device_code is missing' })
  @MaxLength(1024, { message: 'device_code is too long', context: { error: 'invalid_grant' } })
  readonly device_code: string;

  @MaxLength(2048, { each: true, message: 'resource is too long', context: { error: 'invalid_target' } })
  readonly resource: readonly string[];

  constructor(form: Form) {
    this.device_code = form.one('device_code') as string;
    this.resource = form.all('resource');
  }
}
