import { Nullable, Text } from '../../http/fields.js';

/** What an administrator says of a code that they make for a person. */
export class BridgeCodeRequest {
  @Nullable()
  @Text(1, 100)
  device_name?: string | null;
}
