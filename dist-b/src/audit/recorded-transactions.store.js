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
import { DataSource } from 'typeorm';
import { insertion } from '../database/new-row.js';
import { rowsIn } from '../database/sql.js';
import { outcomeOf, RowChains } from '../database/row-chain.js';
import { honouringTerms, termsHonoured } from './asked-terms.store.js';
import { Evidence } from './evidence.contract.js';
/** A change and its evidence in one transaction: neither stands without the other (architecture rule 8). */
let RecordedTransactions = class RecordedTransactions {
    source;
    evidence;
    chains;
    constructor(source, evidence, chains) {
        this.source = source;
        this.evidence = evidence;
        this.chains = chains;
    }
    /**
     * @param work must use the given manager alone; what it tells is written when it has ended, before the commit
     * What the running request asks of its change is honoured here: `If-Match`, a dry run.
     * @throws whatever `work` or the database throws: then nothing is changed, and nothing recorded
     */
    async run(work) {
        let chain;
        try {
            const made = await this.source.transaction('READ COMMITTED', async (manager) => {
                const events = [];
                const honour = await honouringTerms(manager);
                const result = await work(manager, (event) => void events.push(event));
                await honour(events);
                if (events.length > 0) {
                    chain = this.chains.take();
                    await rowsIn(manager, ...insertion(chain.link(events.map((event) => this.evidence.row(event).row))));
                }
                return result;
            });
            chain?.settle('committed');
            termsHonoured();
            return made;
        }
        catch (error) {
            chain?.settle(outcomeOf(error));
            throw error;
        }
    }
};
RecordedTransactions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        Evidence,
        RowChains])
], RecordedTransactions);
export { RecordedTransactions };
//# sourceMappingURL=recorded-transactions.store.js.map