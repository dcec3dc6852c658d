var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
/** Where replicas listen. A notification only says that there is something to read. */
export const CHANNEL = 'gatehouse_changes';
/** More are not listed: replicas then look at all that they hold. */
const MOST_IDS = 100;
/** Tells every replica of changes, by rows that stand or fall with the change itself (architecture rule 7). */
let Outbox = class Outbox {
    /**
     * Commits that notify wait for each other: for changes that end something, never for one that every token makes.
     * @param ids what has changed; null when anything of the topic may have
     */
    async add(transaction, topic, ids) {
        await transaction.query(`INSERT INTO outbox (id, xid, topic, ids, at)
       VALUES (gen_random_uuid(), pg_current_xact_id()::text::bigint, $1, $2, clock_timestamp())
       RETURNING pg_notify('${CHANNEL}', '')`, [topic, ids !== null && ids.length > MOST_IDS ? null : ids]);
    }
};
Outbox = __decorate([
    Injectable()
], Outbox);
export { Outbox };
//# sourceMappingURL=outbox.js.map