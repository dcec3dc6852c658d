import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { insertion } from '../database/new-row.js';
import { rowsIn } from '../database/sql.js';
import { outcomeOf, type RowChain, RowChains } from '../database/row-chain.js';
import { honouringTerms, termsHonoured } from './asked-terms.store.js';
import { Evidence, type EvidenceEvent } from './evidence.contract.js';

/** A change and its evidence in one transaction: neither stands without the other (architecture rule 8). */
@Injectable()
export class RecordedTransactions {
  constructor(
    private readonly source: DataSource,
    private readonly evidence: Evidence,
    private readonly chains: RowChains,
  ) {}

  /**
   * @param work must use the given manager alone; what it tells is written when it has ended, before the commit
   * What the running request asks of its change is honoured here: `If-Match`, a dry run.
   * @throws whatever `work` or the database throws: then nothing is changed, and nothing recorded
   */
  async run<T>(work: (manager: EntityManager, tell: (event: EvidenceEvent) => void) => Promise<T>): Promise<T> {
    let chain: RowChain | undefined;
    try {
      const made = await this.source.transaction('READ COMMITTED', async (manager) => {
        const events: EvidenceEvent[] = [];
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
    } catch (error) {
      chain?.settle(outcomeOf(error));
      throw error;
    }
  }
}
