import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isJsonObject, type JsonValue } from '../../kernel/strict-json.js';
import type { Admission } from '../gate-request.js';
import { LiveAuthority } from '../live-authority.js';
import { LONGEST_KEPT } from './list-cache.js';
import { type MirroredParameter, mirroredParameters } from './parameter-schema.rules.js';
import { everybodyAt, type Owner, ownerOf, PrincipalShelf } from './principal-shelf.js';

/** Milliseconds for which a schema is good at least: most servers say that their lists are stale at once. */
const SHORTEST_KNOWN = 60_000;
const BOUNDS = { entries: 20_000, bytes: 32 * 1024 * 1024, share: 500 };

/** A list of tools that was given to a caller. */
export interface ShownTools {
  /** When the server was asked for it, milliseconds since 1970. */
  readonly asked: number;
  /** Milliseconds, as the server says; 0 when it does not. */
  readonly ttl: number;
  /** Whether the server says that it tells everybody the same. */
  readonly isPublic: boolean;
  /** Without those that the caller may not use. */
  readonly tools: readonly JsonValue[];
}

/**
 * Knows which arguments of which tools must be repeated as headers, from lists that passed through: of each caller's own
 * lists, and of those that a server says are everybody's. Only tools that were shown to somebody are known.
 */
@Injectable()
export class KnownTools {
  private readonly shelf: PrincipalShelf<readonly MirroredParameter[]>;

  constructor(authority: LiveAuthority, clock: Clock) {
    this.shelf = new PrincipalShelf(authority, clock, BOUNDS);
  }

  learn(admission: Admission, shown: ShownTools): void {
    const own = ownerOf(admission);
    const owners = shown.isPublic ? [own, everybodyAt(admission)] : [own];
    for (const [name, parameters] of toolsOf(shown.tools)) {
      for (const owner of owners) this.note(owner, name, parameters, shown);
    }
  }

  /** @returns null when nobody can tell: the tool mirrors nothing, or was not seen lately */
  parametersOf(admission: Admission, tool: string): readonly MirroredParameter[] | null {
    return this.shelf.find(ownerOf(admission), tool) ?? this.shelf.find(everybodyAt(admission), tool);
  }

  /** The server said that its tools are others now. */
  drop(admission: Admission): void {
    this.shelf.drop(ownerOf(admission), everybodyAt(admission));
  }

  private note(
    owner: Owner,
    tool: string,
    parameters: readonly MirroredParameter[] | null,
    { asked, ttl }: ShownTools,
  ): void {
    // An entry that says that nothing is mirrored would only take room from others.
    if (parameters === null || parameters.length === 0) return this.shelf.delete(owner, tool);
    const bytes = 2 * JSON.stringify(parameters).length;
    const until = asked + Math.min(Math.max(ttl, SHORTEST_KNOWN), LONGEST_KEPT);
    this.shelf.put(owner, tool, { value: parameters, bytes, asked, until });
  }
}

/** Of two tools by one name nobody can tell which one is called. */
function toolsOf(tools: readonly JsonValue[]): Map<string, readonly MirroredParameter[] | null> {
  const found = new Map<string, readonly MirroredParameter[] | null>();
  for (const tool of tools) {
    if (!isJsonObject(tool) || typeof tool['name'] !== 'string') continue;
    const { name, inputSchema } = tool;
    found.set(name, found.has(name) ? null : mirroredParameters(inputSchema));
  }
  return found;
}
