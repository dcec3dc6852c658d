import { Injectable } from '@nestjs/common';
import { SessionTrees } from '../../identity/sessions/session-tree.store.js';
import { type FoundReceipt, type ReceiptFilters, ReceiptSearch, type SessionTree } from './receipt-search.contract.js';

/** Receipts of one look. */
const PAGE = 500;
/** Sessions of a tree that are looked for by their ids; a larger tree is looked through. */
const MOST_SESSIONS = 5_000;

/** What somebody asks for. */
export type AskedReceipts = Omit<ReceiptFilters, 'tree'> & { readonly tree?: string };

/** Answers questions about evidence. */
@Injectable()
export class ReceiptQuestions {
  constructor(
    private readonly receipts: ReceiptSearch,
    private readonly sessions: SessionTrees,
  ) {}

  /** A question with what is known of the sessions that it is about. */
  async of({ tree, ...filters }: AskedReceipts): Promise<ReceiptFilters> {
    return tree === undefined ? filters : { ...filters, tree: await this.tree(tree) };
  }

  /** Everything that fits, by the page: the next one is read when somebody has taken the last. At least one page. */
  async *all(filters: ReceiptFilters): AsyncGenerator<readonly FoundReceipt[]> {
    for (let before: string | null = null; ;) {
      const page: readonly FoundReceipt[] = await this.receipts.page(filters, before, PAGE);
      yield page;
      before = page.at(-1)?.id ?? null;
      if (page.length < PAGE || before === null) return;
    }
  }

  /** Sessions are kept for a shorter time than evidence, which remembers what they came from. */
  private async tree(root: string): Promise<SessionTree> {
    const above = [...(await this.sessions.above(root)), ...(await this.receipts.ancestorsOf(root))];
    const below = new Set([
      ...(await this.sessions.below(root, MOST_SESSIONS + 1)),
      ...(await this.receipts.descendantsOf(root, MOST_SESSIONS + 1)),
    ]);
    return { ids: [...new Set([root, ...above, ...below])], whole: below.size <= MOST_SESSIONS };
  }
}
