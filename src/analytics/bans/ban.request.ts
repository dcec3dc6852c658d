import { Fitting, Nullable, Text, Timestamp } from '../../http/fields.js';
import { rangeFault } from './ban.rules.js';

/** What of a ban can change after it was made: whom it is about stays. */
export class BanChangeRequest {
  @Text(1, 200)
  reason!: string;

  /** Null or left out: until somebody lifts it. */
  @Nullable()
  @Timestamp()
  expires_at?: string | null;
}

/** A range of addresses as an administrator bans it. */
export class BanRequest extends BanChangeRequest {
  @Fitting(rangeFault)
  range!: string;
}
