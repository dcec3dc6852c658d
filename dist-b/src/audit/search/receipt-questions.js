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
import { SessionTrees } from '../../identity/sessions/session-tree.store.js';
import { ReceiptSearch } from './receipt-search.contract.js';
/** Receipts of one look. */
const PAGE = 500;
/** Sessions of a tree that are looked for by their ids; a larger tree is looked through. */
const MOST_SESSIONS = 5_000;
/** Answers questions about evidence. */
let ReceiptQuestions = class ReceiptQuestions {
    receipts;
    sessions;
    constructor(receipts, sessions) {
        this.receipts = receipts;
        this.sessions = sessions;
    }
    /** A question with what is known of the sessions that it is about. */
    async of({ tree, ...filters }) {
        return tree === undefined ? filters : { ...filters, tree: await this.tree(tree) };
    }
    /** Everything that fits, by the page: the next one is read when somebody has taken the last. At least one page. */
    async *all(filters) {
        for (let before = null;;) {
            const page = await this.receipts.page(filters, before, PAGE);
            yield page;
            before = page.at(-1)?.id ?? null;
            if (page.length < PAGE || before === null)
                return;
        }
    }
    /** Sessions are kept for a shorter time than evidence, which remembers what they came from. */
    async tree(root) {
        const above = [...(await this.sessions.above(root)), ...(await this.receipts.ancestorsOf(root))];
        const below = new Set([
            ...(await this.sessions.below(root, MOST_SESSIONS + 1)),
            ...(await this.receipts.descendantsOf(root, MOST_SESSIONS + 1)),
        ]);
        return { ids: [...new Set([root, ...above, ...below])], whole: below.size <= MOST_SESSIONS };
    }
};
ReceiptQuestions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ReceiptSearch,
        SessionTrees])
], ReceiptQuestions);
export { ReceiptQuestions };
//# sourceMappingURL=receipt-questions.js.map