import { IsOptional, Matches, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';

/** RFC 6749 §4.4.2, with `resource` (RFC 8707 §2), `audience` and `plugin_id`. */
export class ClientCredentialsRequest {
  /** Space-separated; absent means all scopes of the client. */
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

  @IsOptional()
  @MaxLength(256, { message: 'plugin_id is too long' })
  readonly plugin_id: string | undefined;

  constructor(form: Form) {
    this.scope = form.one('scope');
    this.resource = form.all('resource');
    this.audience = form.all('audience');
    this.plugin_id = form.one('plugin_id');
  }
}
