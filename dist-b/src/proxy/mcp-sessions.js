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
import { headerValues } from '../http/bearer.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { Secrets } from '../settings/secrets.js';
import { ownerOf } from './handle-owner.js';
import { RpcRefused } from './rpc-refusal.js';
/** A handle that opens nothing for this caller at this upstream; whoever decides on the call tells it. */
export class UnknownSession extends Error {
}
const HEADER = 'mcp-session-id';
/** Visible ASCII, as MCP has it; a bound of our own on the length, within what headers can carry. */
const SESSION_ID = /^[\x21-\x7e]{1,2048}$/;
const HANDLE = /^[A-Za-z0-9_-]{1,4096}$/;
/**
 * Turns the session ids of upstreams into handles and back. A handle opens for the subject, client, actor and upstream
 * for whom it was made, under every token that they get, on every instance with the same KEY_ENCRYPTION_KEY; it admits
 * nobody. After a change of that key sessions are unknown, upon which clients begin new ones.
 */
let McpSessions = class McpSessions {
    secrets;
    log;
    constructor(secrets, log) {
        this.secrets = secrets;
        this.log = log;
    }
    /**
     * The session that a call goes on with; null when it names none, or is of a version without sessions.
     * @throws UnknownSession for a handle that is not the caller's at this upstream
     */
    continued({ admission, asked }, request) {
        if (!asked.hasSessions)
            return null;
        const [handle, ...more] = headerValues(request, HEADER);
        if (handle === undefined)
            return null;
        const opened = more.length === 0 ? this.open(admission, handle) : null;
        if (opened !== null)
            return { handle, id: opened };
        this.log.info('gate.session_unknown', {
            server: admission.upstream.name,
            client_id: admission.caller.claims.client_id,
        });
        throw new UnknownSession('a handle that is not the caller’s');
    }
    /**
     * What the client is told of the session that an answer names.
     * @throws Problem 502 when it names it in a way that no session can be named
     */
    handed({ admission, asked }, named, continued) {
        if (named === undefined || !asked.hasSessions)
            return undefined;
        if (typeof named !== 'string' || !SESSION_ID.test(named)) {
            this.log.warn('gate.session_malformed', { server: admission.upstream.name });
            throw new Problem(502, 'The server named its session in a way that MCP does not have.');
        }
        if (continued?.id === named)
            return continued.handle;
        return this.secrets.handles
            .seal(ownerOf('mcp-session', admission), Buffer.from(named, 'latin1'))
            .toString('base64url');
    }
    open(admission, handle) {
        if (!HANDLE.test(handle))
            return null;
        try {
            return this.secrets.handles
                .open(ownerOf('mcp-session', admission), Buffer.from(handle, 'base64url'))
                .toString('latin1');
        }
        catch {
            return null; // not made by us, or not for this caller
        }
    }
};
McpSessions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Log])
], McpSessions);
export { McpSessions };
/** Upon which a client begins a new one (MCP 2025-11-25, Session Management). @param id of the request that names it */
export function sessionUnknown(id) {
    return id === null
        ? new Problem(404, 'There is no such session.')
        : new RpcRefused(404, id, -32001, 'Session not found');
}
//# sourceMappingURL=mcp-sessions.js.map