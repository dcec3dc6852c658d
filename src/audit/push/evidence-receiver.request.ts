import { ListOf, Omittable, OneOf, Such, SomeOf, Text, Timestamp } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { type ReceiverKind, RECEIVER_KINDS } from './evidence-receiver.entity.js';
import { KIND_PATTERN } from './receiver.rules.js';

/** Somebody to whom evidence is to be sent, as an administrator registers them. */
@Example(
  { name: 'siem', kind: 'webhook', url: 'https://siem.example.com/evidence', decisions: ['deny'] },
  { kinds: ['gate.*'] },
)
export class EvidenceReceiverRequest {
  @Text(1, 100)
  name!: string;

  @OneOf(...RECEIVER_KINDS)
  kind!: ReceiverKind;

  @Such((text) => text.length <= 2048, 'must have at most 2048 characters')
  url!: string;

  /** Kinds of receipts, or `gate.*`; empty for all. */
  @Omittable()
  @ListOf(KIND_PATTERN, 'kinds, such as token.issued or gate.*', 0, 100)
  kinds: string[] = [];

  @Omittable()
  @SomeOf(['allow', 'deny', 'done'], 0)
  decisions: ('allow' | 'deny' | 'done')[] = [];

  @Omittable()
  @OneOf('active', 'inactive')
  status: 'active' | 'inactive' = 'active';

  /** Of a new one: it is also sent what was signed since then. */
  @Omittable()
  @Timestamp()
  from?: string;
}
