import { Omittable, Such, Text } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isIssuerName } from './trusted-issuer.rules.js';

/** As whom an issuer knows a person, as an administrator writes it down. */
@Example({ issuer: EXAMPLE.issuer, subject: 'ada' })
export class UserIdentityRequest {
  @Such(isIssuerName, 'must be the name of a trusted issuer')
  issuer!: string;

  @Text(1, 255)
  subject!: string;

  @Omittable()
  @Text(0, 255)
  tenant: string = '';
}
