var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { parametersIn, taught } from './known-tools.rules.js';
import { mirroredParameters } from './parameter-schema.rules.js';
import { everybodyAt, LONGEST_KEPT, ownerOf } from './principal-shelf.js';
import { ShownListStore } from './shown-list.store.js';
/** Milliseconds for which a schema is good at least: most servers say that their lists are stale at once. */
const SHORTEST_KNOWN = 60_000;
/**
 * Knows which arguments of which tools must be repeated as headers, from lists that passed through any replica: of each
 * caller's own lists, and of those that a server says are everybody's. Only tools that were shown to somebody are known.
 */
let KnownTools = class KnownTools {
    shown;
    clock;
    constructor(shown, clock) {
        this.shown = shown;
        this.clock = clock;
    }
    /** Before the list is given: the call that follows may come to another replica. */
    async learn(admission, list) {
        const said = toolsOf(list.tools);
        const mirrorsNothing = [...said.values()].every((parameters) => parameters.length === 0);
        // Of nearly all servers nobody needs to know anything.
        if (mirrorsNothing && !admission.upstream.mirrors)
            return;
        const [own, everybody] = await this.find(admission);
        const known = new Set([...own.tools, ...everybody.tools].map(({ name }) => name));
        const until = list.asked + Math.min(Math.max(list.ttl, SHORTEST_KNOWN), LONGEST_KEPT);
        const news = [...said]
            .filter(([name, parameters]) => parameters.length > 0 || known.has(name))
            .map(([name, parameters]) => ({ name, asked: list.readAt, until, parameters }));
        const make = (before) => {
            const isOld = list.readAt <= Math.max(before.toolsChanged, own.toolsChanged, everybody.toolsChanged);
            const tools = isOld ? null : taught(before.tools, news, this.clock.now());
            return tools === null ? null : { ...before, tools };
        };
        if (make(list.isPublic ? everybody : own) === null)
            return;
        await this.shown.change(list.isPublic ? everybodyAt(admission) : ownerOf(admission), make);
    }
    /** @returns null when nobody can tell: the tool mirrors nothing, or was not seen lately */
    async parametersOf(admission, tool) {
        if (!admission.upstream.mirrors)
            return null;
        const shown = await this.find(admission);
        const known = shown.flatMap(({ tools }) => tools);
        return parametersIn(known, tool, this.clock.now());
    }
    /** The server said that its tools are others now: also those that are being asked for at this moment. */
    async drop(admission) {
        const make = (before, now) => ({ ...before, toolsChanged: now, tools: [] });
        await Promise.all([ownerOf(admission), everybodyAt(admission)].map((owner) => this.shown.change(owner, make)));
    }
    /** What the caller was shown, and what everybody was. */
    find(admission) {
        return Promise.all([this.shown.find(ownerOf(admission)), this.shown.find(everybodyAt(admission))]);
    }
};
KnownTools = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ShownListStore,
        Clock])
], KnownTools);
export { KnownTools };
/** Of two tools by one name nobody can tell which one is called. */
function toolsOf(tools) {
    const found = new Map();
    for (const tool of tools) {
        if (!isJsonObject(tool) || typeof tool['name'] !== 'string')
            continue;
        const { name, inputSchema } = tool;
        found.set(name, found.has(name) ? [] : (mirroredParameters(inputSchema) ?? []));
    }
    return found;
}
//# sourceMappingURL=known-tools.js.map