import { Such } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { isPasswordHash } from './password.rules.js';

/** A password that another system hashed, as an administrator hands it over. */
@Example({ hash: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' })
export class PasswordHashRequest {
  @Such(
    isPasswordHash,
    'must be a hash of bcrypt ($2a$, $2b$ or $2y$, cost 4 to 12) or argon2id (a PHC string with v=19, m at most 65536, t at most 3, p at most 4)',
  )
  hash!: string;
}
