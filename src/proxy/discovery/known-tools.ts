import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isJsonObject, type JsonValue } from '../../kernel/strict-json.js';
import type { Admission } from '../gate-request.js';
import { type KnownTool, parametersIn, taught } from './known-tools.rules.js';
import { type MirroredParameter, mirroredParameters } from './parameter-schema.rules.js';
import { everybodyAt, LONGEST_KEPT, ownerOf } from './principal-shelf.js';
import { type Shown, ShownListStore } from './shown-list.store.js';

/** Milliseconds for which a schema is good at least: most servers say that their lists are stale at once. */
const SHORTEST_KNOWN = 60_000;

/** A list of tools that is given to a caller. */
export interface ShownTools {
  /** When the server was asked for it, milliseconds since 1970. */
  readonly asked: number;
  /** The same, microseconds by the clock of the database. */
  readonly readAt: number;
  /** Milliseconds, as the server says; 0 when it does not. */
  readonly ttl: number;
  /** Whether the server says that it tells everybody the same. */
  readonly isPublic: boolean;
  /** Without those that the caller may not use. */
  readonly tools: readonly JsonValue[];
}

/**
 * Knows which arguments of which tools must be repeated as headers, from lists that passed through any replica: of each
 * caller's own lists, and of those that a server says are everybody's. Only tools that were shown to somebody are known.
 */
@Injectable()
export class KnownTools {
  constructor(
    private readonly shown: ShownListStore,
    private readonly clock: Clock,
  ) {}

  /** Before the list is given: the call that follows may come to another replica. */
  async learn(admission: Admission, list: ShownTools): Promise<void> {
    const said = toolsOf(list.tools);
    const mirrorsNothing = [...said.values()].every((parameters) => parameters.length === 0);
    // Of nearly all servers nobody needs to know anything.
    if (mirrorsNothing && !admission.upstream.mirrors) return;
    const [own, everybody] = await this.find(admission);
    const known = new Set([...own.tools, ...everybody.tools].map(({ name }) => name));
    const until = list.asked + Math.min(Math.max(list.ttl, SHORTEST_KNOWN), LONGEST_KEPT);
    const news = [...said]
      .filter(([name, parameters]) => parameters.length > 0 || known.has(name))
      .map(([name, parameters]): KnownTool => ({ name, asked: list.readAt, until, parameters }));
    const make = (before: Shown): Shown | null => {
      const isOld = list.readAt <= Math.max(before.toolsChanged, own.toolsChanged, everybody.toolsChanged);
      const tools = isOld ? null : taught(before.tools, news, this.clock.now());
      return tools === null ? null : { ...before, tools };
    };
    if (make(list.isPublic ? everybody : own) === null) return;
    await this.shown.change(list.isPublic ? everybodyAt(admission) : ownerOf(admission), make);
  }

  /**
   * Asks the database: for upstreams of which something is mirrored (`FoundUpstream.mirrors`).
   * @returns null when nobody can tell: the tool mirrors nothing, or was not seen lately
   */
  async parametersOf(admission: Admission, tool: string): Promise<readonly MirroredParameter[] | null> {
    const shown = await this.find(admission);
    const known = shown.flatMap(({ tools }) => tools);
    return parametersIn(known, tool, this.clock.now());
  }

  /** The server said that its tools are others now: also those that are being asked for at this moment. */
  async drop(admission: Admission): Promise<void> {
    const make = (before: Shown, now: number): Shown => ({ ...before, toolsChanged: now, tools: [] });
    await Promise.all([ownerOf(admission), everybodyAt(admission)].map((owner) => this.shown.change(owner, make)));
  }

  /** What the caller was shown, and what everybody was. */
  private find(admission: Admission): Promise<[Shown, Shown]> {
    return Promise.all([this.shown.find(ownerOf(admission)), this.shown.find(everybodyAt(admission))]);
  }
}

/** Of two tools by one name nobody can tell which one is called. */
function toolsOf(tools: readonly JsonValue[]): Map<string, readonly MirroredParameter[]> {
  const found = new Map<string, readonly MirroredParameter[]>();
  for (const tool of tools) {
    if (!isJsonObject(tool) || typeof tool['name'] !== 'string') continue;
    const { name, inputSchema } = tool;
    found.set(name, found.has(name) ? [] : (mirroredParameters(inputSchema) ?? []));
  }
  return found;
}
