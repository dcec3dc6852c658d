import { Fitting, Matching, Nullable, OneOf, Text, Timestamp } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';

export const OUTCOMES = ['ok', 'error', 'cancelled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A tool call, as the host that makes it tells of it. Whose it is follows from the token alone. */
class HookCallRequest {
  @Matching(/^[\x21-\x7e]{1,200}$/, 'must be the id of the call: 1 to 200 printable ASCII characters without spaces')
  call_id!: string;

  @Matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'must be the plugin_id of the token')
  plugin_id!: string;

  /** Name of an MCP server; null for a tool of the host's own. */
  @Nullable()
  @Text(1, 100)
  upstream?: string | null;

  /** As the gate has it, so that no name is told apart here that is the same there. */
  @Matching(/^\P{Cc}{1,2048}$/u, 'must be the name of a tool: 1 to 2048 characters, none of them control characters')
  tool!: string;
}

/** A question before a tool runs; `arguments` are read apart. */
@Example({ call_id: 'call-1', plugin_id: 'editor', tool: 'search_pages', arguments: { query: 'holidays' } })
export class GovernRequest extends HookCallRequest {
  @Nullable()
  @Text(1, 200)
  session_id?: string | null;

  @Nullable()
  @Text(1, 200)
  host?: string | null;
}

/** A report of what ran. */
@Example({ call_id: 'call-1', plugin_id: 'editor', tool: 'search_pages', outcome: 'ok', duration_ms: 120 })
export class TrackRequest extends HookCallRequest {
  @OneOf(...OUTCOMES)
  outcome!: Outcome;

  @Nullable()
  @Fitting((value) => (isDuration(value) ? null : 'must be a number of milliseconds, at most 31 days'))
  duration_ms?: number | null;

  @Nullable()
  @Timestamp()
  started_at?: string | null;

  @Nullable()
  @Fitting((value) =>
    typeof value === 'string' && value.length <= 10_000 ? null : 'must be a text of at most 10000 characters',
  )
  error?: string | null;
}

function isDuration(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 31 * 86_400_000;
}
