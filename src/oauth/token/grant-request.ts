import type { FormRequest } from '../../http/form.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import type { Held } from '../proofs/confirmations.js';

/** Metadata of a grant's controller: its grant type. */
export const GRANT_TYPE = 'gatehouse:grant_type';

/** A token request; once its guard has passed, with the client it authenticated and what that client proved to hold. */
export interface GrantRequest extends FormRequest, Held {
  /** Of the controller that answers it. */
  grantType?: string;
  client?: RegisteredClient;
  /** Whether the grant itself told who the client is (RFC 7523 §2.1). */
  clientByGrant?: boolean;
}
