import { Transform } from 'class-transformer';
import { KeySet, ListOf, Nullable, Omittable, OneOf, SomeOf, Such, Text, TrueOrFalse } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { FOREIGN_ALGORITHMS, type ForeignAlgorithm, type PublicKeySet } from '../../kernel/public-key-set.js';
import { isClientId } from '../clients/client.rules.js';
import type { Status } from '../users/user.entity.js';
import { ISSUER_USES, type IssuerUse } from './trusted-issuer.entity.js';
import { isIssuerName, isScopeText, isTrustDomain, isWebAddress, signingKeysOfBundle } from './trusted-issuer.rules.js';

interface Given {
  readonly value: unknown;
  readonly obj: { readonly issuer?: unknown };
}

/** An issuer that is to be trusted, as an administrator writes it down. */
@Example(
  {
    issuer: 'https://tokens.example.com',
    name: 'Continuous integration',
    jwks_uri: 'https://tokens.example.com/jwks',
    uses: ['workload'],
  },
  { name: 'Builds' },
)
export class IssuerRequest {
  @Such(isIssuerName, 'must be an https URL without user, query and fragment, or spiffe:// and a trust domain')
  issuer!: string;

  @Text(1, 200)
  name!: string;

  @Nullable()
  @Such(isWebAddress, 'must be an https URL without user and fragment')
  jwks_uri?: string | null;

  @Transform(({ value, obj }: Given) => (isTrustDomain(String(obj.issuer)) ? signingKeysOfBundle(value) : value))
  @Nullable()
  @KeySet()
  jwks?: PublicKeySet | null;

  /** When left out, our own issuer. */
  @Omittable()
  @ListOf(/^[\x21-\x7e]{1,2048}$/, 'audiences', 1, 20)
  audiences?: string[];

  @Omittable()
  @SomeOf(FOREIGN_ALGORITHMS, 1)
  algorithms: ForeignAlgorithm[] = ['ES256', 'EdDSA', 'PS256', 'RS256'];

  @SomeOf(ISSUER_USES, 1)
  uses!: IssuerUse[];

  @Omittable()
  @TrueOrFalse()
  single_use: boolean = false;

  @Nullable()
  @Such((text) => isScopeText(text, 1), 'must be the names of 1 to 100 scopes, separated by spaces')
  scope?: string | null;

  @Omittable()
  @ListOf({ test: isClientId }, 'client ids', 0, 200)
  clients: string[] = [];

  @Omittable()
  @TrueOrFalse()
  link_verified_email: boolean = false;

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}
