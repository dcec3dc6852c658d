import { Nullable, Omittable, Such, Text, Timestamp, WholeNumber } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { isUuid } from '../../http/page-query.js';

/** An initial access token, as an administrator asks for it. */
@Example({ name: 'Build agents', owner_id: EXAMPLE.user, uses: 5, expires_at: EXAMPLE.time })
export class RegistrationTokenRequest {
  @Text(1, 100)
  name!: string;

  /** Who answers for the clients that it registers; without, nobody does. */
  @Nullable()
  @Such(isUuid, 'must be the id of a user')
  owner_id?: string | null;

  /** How many clients it registers. */
  @Omittable()
  @WholeNumber(1, 10_000)
  uses: number = 1;

  @Timestamp()
  expires_at!: string;
}
