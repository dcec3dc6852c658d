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
import { Gathering } from './gathering.js';
import { insertion } from './new-row.js';
import { RowChains } from './row-chain.js';
import { Sql } from './sql.js';
/** Writes the rows of many requests with one statement: nothing is answered before its rows are durable. */
let GroupCommit = class GroupCommit {
    sql;
    chains;
    gathering = new Gathering(async (writes) => {
        await this.insert(writes.flat());
        return [];
    });
    constructor(sql, chains) {
        this.sql = sql;
        this.chains = chains;
    }
    /** Resolves when all rows are committed; rejects when none is. */
    write(rows) {
        return this.gathering.ask(rows);
    }
    onApplicationShutdown() {
        return this.gathering.ended();
    }
    async insert(rows) {
        await this.chains.written(rows, async (linked) => {
            await this.sql.rows(...insertion(linked));
            return true;
        });
    }
};
GroupCommit = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        RowChains])
], GroupCommit);
export { GroupCommit };
//# sourceMappingURL=group-commit.js.map