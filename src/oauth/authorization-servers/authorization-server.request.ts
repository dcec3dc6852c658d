import { Fitting, ListOf, Omittable, OneOf, Such, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import type { Status } from '../../identity/users/user.entity.js';
import { clientsFault, isIssuer, isResource, isScopeList } from './authorization-server.rules.js';

/** An authorization server for which ID-JAGs are issued, as an administrator registers it. */
@Example(
  {
    issuer: 'https://auth.example.com',
    name: 'Chat',
    resources: ['https://chat.example.com/mcp'],
    scope: 'chat.read',
  },
  { scope: 'chat.read chat.write' },
)
export class AuthorizationServerRequest {
  @Such(isIssuer, 'must be an https URL without user, query and fragment')
  issuer!: string;

  @Text(1, 200)
  name!: string;

  @Omittable()
  @ListOf({ test: isResource }, 'resource URIs', 0, 100)
  resources: string[] = [];

  /** In the words of that server; when left out, no scope can be asked for. */
  @Omittable()
  @Such(isScopeList, 'must be the names of at most 100 scopes, separated by spaces')
  scope: string = '';

  /** Our client ids, and the ids of the same clients there. */
  @Omittable()
  @Fitting(clientsFault)
  clients: Record<string, string> = {};

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}
