import { Omittable, Such } from '../../http/fields.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import { isScope } from '../../kernel/scope-set.js';

/** Which token an access key is exchanged for. */
export class AccessKeyTokenRequest {
  /** May be left out by a key that opens one resource. */
  @Omittable()
  @Such((text) => text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text), 'must be a resource URI')
  resource?: string;

  /** Without, all that the key may do. */
  @Omittable()
  @Such(isScope, 'must be the names of 1 to 100 scopes, separated by spaces')
  scope?: string;
}
