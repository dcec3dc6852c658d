import { Nullable, OneOf, Such } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { isClientId } from '../clients/client.rules.js';
import { ISSUER_USES, type IssuerUse } from './trusted-issuer.entity.js';

/** A token that somebody wonders about. */
@Example({ token: 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL3Rva2Vucy5leGFtcGxlLmNvbSJ9.c2lnbmF0dXJl' })
export class DoctorRequest {
  @Such((text) => text !== '' && text.length <= 65_536, 'must be a token of 1 to 65536 characters')
  token!: string;

  /** When left out, what the token looks like. */
  @Nullable()
  @OneOf(...ISSUER_USES)
  use?: IssuerUse | null;

  @Nullable()
  @Such(isClientId, 'must be the id of a client')
  client_id?: string | null;
}
