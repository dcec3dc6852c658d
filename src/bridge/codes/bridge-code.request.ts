import { Nullable, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';

/** What an administrator says of a code that they make for a person. */
@Example({ device_name: 'Ada’s laptop' })
export class BridgeCodeRequest {
  @Nullable()
  @Text(1, 100)
  device_name?: string | null;
}
