import { Nullable, Omittable, Such, Text, Timestamp, WholeNumber } from '../../http/fields.js';
import { isUuid } from '../../http/page-query.js';

/** An initial access token, as an administrator asks for it. */
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
