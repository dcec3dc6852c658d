import { Fitting, Nullable, Text, Timestamp } from '../../http/fields.js';
import { EXAMPLE, Example } from '../../http/openapi/described-fields.js';
import { rangeFault } from './ban.rules.js';

/** What of a ban can change after it was made: whom it is about stays. */
@Example({ reason: 'Guesses passwords', expires_at: EXAMPLE.time }, { reason: 'Still guesses passwords' })
export class BanChangeRequest {
  @Text(1, 200)
  reason!: string;

  /** Null or left out: until somebody lifts it. */
  @Nullable()
  @Timestamp()
  expires_at?: string | null;
}

/** A range of addresses as an administrator bans it. */
@Example({ range: '198.51.100.0/24', reason: 'Guesses passwords', expires_at: EXAMPLE.time })
export class BanRequest extends BanChangeRequest {
  @Fitting(rangeFault)
  range!: string;
}
