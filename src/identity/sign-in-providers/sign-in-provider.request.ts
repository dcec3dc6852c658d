import { Fitting, ListOf, Matching, Omittable, OneOf, Such, Text, TrueOrFalse } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
import type { Status } from '../users/user.entity.js';
import {
  acrMapFault,
  CLAIM_NAME,
  EMAIL_DOMAIN,
  isProviderIssuer,
  PROVIDER_SLUG,
  roleMapFault,
} from './sign-in-provider.rules.js';

/** A company's OpenID provider, as an administrator registers it. */
@Example(
  {
    slug: 'example',
    name: 'Example Inc.',
    issuer: 'https://login.example.com',
    client_id: 'gatehouse',
    client_secret: 'given by the provider',
    email_domains: ['example.com'],
  },
  { name: 'Example Ltd.' },
)
export class SignInProviderRequest {
  @Matching(PROVIDER_SLUG, 'must have 1 to 40 characters of a-z, 0-9 and -, and not begin with -')
  slug!: string;

  @Text(1, 60)
  name!: string;

  @Such(isProviderIssuer, 'must be an https URL without user, query and fragment')
  issuer!: string;

  @Such((text) => /^[\x20-\x7e]{1,255}$/.test(text), 'must have 1 to 255 printable ASCII characters')
  client_id!: string;

  /** Written only. When left out in a change, the one that there is. */
  @Omittable()
  @Such((text) => /^[\x20-\x7e]{1,1024}$/.test(text), 'must have 1 to 1024 printable ASCII characters')
  client_secret?: string;

  @Omittable()
  @Such(isScopeText, 'must be the names of at most 20 scopes, separated by spaces')
  scope: string = 'openid email profile';

  @Omittable()
  @ListOf(EMAIL_DOMAIN, 'domain names in lower case', 0, 100)
  email_domains: string[] = [];

  @Omittable()
  @TrueOrFalse()
  create_people: boolean = false;

  @Omittable()
  @TrueOrFalse()
  link_verified_email: boolean = false;

  @Omittable()
  @ListOf(CLAIM_NAME, 'names of members', 0, 5)
  role_claim: string[] = [];

  @Omittable()
  @Fitting(roleMapFault)
  role_map: Record<string, string[]> = {};

  @Omittable()
  @ListOf(SCOPE_NAME, 'scope names', 0, 50)
  roles_of_all: string[] = [];

  @Omittable()
  @Fitting(acrMapFault)
  acr_map: Record<string, string> = {};

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}

function isScopeText(text: string): boolean {
  const names = text.split(' ').filter((name) => name !== '');
  return names.length <= 20 && names.every((name) => name.length <= 200 && SCOPE_NAME.test(name));
}
