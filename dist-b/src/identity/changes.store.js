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
import { QueryFailedError } from 'typeorm';
import { RecordedTransactions } from '../audit/recorded-transactions.store.js';
import { Problem } from '../kernel/problem.js';
const MOST_ATTEMPTS = 20;
const MOST_DEADLOCKS = 3;
/** SQLSTATE of a transaction that PostgreSQL ended because two waited for each other. */
const DEADLOCK = '40P01';
/** Somebody else changed the row after it was read. */
export class ChangedMeanwhile extends Error {
}
/** A change and its evidence in one transaction: neither stands without the other (architecture rule 8). */
let Changes = class Changes {
    transactions;
    constructor(transactions) {
        this.transactions = transactions;
    }
    /**
     * @param change must use the given manager alone: waiting for a second connection could starve the pool
     * It begins anew when it and another wait for each other, and PostgreSQL has ended it.
     * @param event tells what was done, from what the change returned; null when nothing was
     * @param conflicts by name of the constraint
     */
    async record(change, event, conflicts = {}) {
        for (let left = MOST_DEADLOCKS;; left--) {
            try {
                return await this.transactions.run(async (manager, tell) => {
                    const made = await change(manager);
                    [event(made) ?? []].flat().forEach(tell);
                    return made;
                });
            }
            catch (error) {
                const { code, constraint } = refusalOf(error);
                if (code !== DEADLOCK)
                    throw conflicts[constraint ?? ''] ?? error;
                if (left === 0)
                    throw new ChangedMeanwhile();
            }
        }
    }
    /** Reads and changes again when somebody else came between; a caller never overwrites what it has not seen. */
    async retrying(attempt) {
        for (let left = MOST_ATTEMPTS; left > 0; left--) {
            try {
                return await attempt();
            }
            catch (error) {
                if (!(error instanceof ChangedMeanwhile))
                    throw error;
            }
        }
        throw Problem.conflict('It is being changed by others at this moment. Try again.');
    }
};
Changes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RecordedTransactions])
], Changes);
export { Changes };
/** What an administrator did, as evidence. @param detail ids and names of fields, never values */
export function doneBy(caller, kind, detail) {
    const { sub, client_id: clientId, act, sid } = caller.claims;
    const { txn, ancestors } = caller.lineage;
    return { kind, decision: 'done', sub, clientId, sid, ancestors, txn, ...(act === undefined ? {} : { act }), detail };
}
/** What to call a change: to begin or cease to act is worth a word of its own. */
export function changeKind(before, after) {
    if (before.status === after.status)
        return 'updated';
    return after.status === 'active' ? 'activated' : 'deactivated';
}
/** Names of the fields in which two states of a thing differ. */
export function changedNames(before, after) {
    const old = before;
    return Object.entries(after)
        .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
        .map(([name]) => name);
}
/** Later than the time of the last change by at least the millisecond that tells the two apart. */
export function nextChange(last, now) {
    return new Date(Math.max(now, last.getTime() + 1));
}
/** What PostgreSQL says of a statement that it refused. */
function refusalOf(error) {
    return error instanceof QueryFailedError ? error.driverError : {};
}
//# sourceMappingURL=changes.store.js.map