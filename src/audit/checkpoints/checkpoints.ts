import { Injectable } from '@nestjs/common';
import { decodeProtectedHeader, type JWK } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { CHECKPOINT_TYPE, type CheckpointClaims, type Link } from './checkpoint.rules.js';
import { MOST_RECEIPTS, nameOf, taken, unbroken } from './checkpoint.rules.js';
import type { AuditKey } from './audit-key.entity.js';
import type { Checkpoint } from './checkpoint.entity.js';
import { CheckpointStore, type KnownChain, type LockedCheckpoints } from './checkpoint.store.js';

/** Signs what there is of all chains, so that nobody who can write to the database can change what is past unnoticed. */
@Injectable()
export class Checkpoints {
  private underWay: Promise<number> | null = null;
  private next: Promise<number> | null = null;

  constructor(
    private readonly store: CheckpointStore,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  /**
   * Takes in every receipt that was committed when it was called.
   * @param unlessSince not when there is a checkpoint since then: of many replicas, one is enough
   * @returns the number of the last checkpoint there is then; 0 when there is none, because nothing was ever recorded
   */
  make(unlessSince?: Date): Promise<number> {
    // The one under way may not see what was just committed; one after it is enough for all who wait.
    if (this.underWay === null) return this.begin(unlessSince);
    this.next ??= this.underWay.then(
      () => this.begin(),
      () => this.begin(),
    );
    return this.next;
  }

  /** One at a time of a process: each waits for other replicas on a connection of its own. */
  private begin(unlessSince?: Date): Promise<number> {
    this.next = null;
    const made = this.made(unlessSince).finally(() => {
      if (this.underWay === made) this.underWay = null;
    });
    this.underWay = made;
    return made;
  }

  private async made(unlessSince: Date | undefined): Promise<number> {
    for (let since = unlessSince; ; since = undefined) {
      const { number, full } = await this.store.alone((checkpoints) => this.oneMore(checkpoints, since));
      if (!full) return number;
    }
  }

  private async oneMore(
    checkpoints: LockedCheckpoints,
    unlessSince: Date | undefined,
  ): Promise<{ number: number; full: boolean }> {
    const last = await checkpoints.last();
    const since = await checkpoints.before(new Date(this.clock.now()));
    if (last !== null && since !== null && unlessSince !== undefined && since > unlessSince) {
      return { number: Number(last.number), full: false };
    }
    const chains = await this.gathered(checkpoints, since);
    const number = Number(last?.number ?? 0);
    if (chains.size === 0) return { number, full: false };
    const { checkpoint, key } = await this.signed(chains, last);
    await checkpoints.add(checkpoint, [...chains].map(headOf), key);
    const size = [...chains.values()].reduce((sum, { length }) => sum + length, 0);
    return { number: number + 1, full: size >= MOST_RECEIPTS };
  }

  private async gathered(checkpoints: LockedCheckpoints, since: Date | null): Promise<Map<string, readonly Link[]>> {
    const chains = new Map<string, readonly Link[]>();
    let left = MOST_RECEIPTS;
    for (const chain of await checkpoints.chains(since)) {
      if (left <= 0) break;
      const links = await checkpoints.links(chain, since, left);
      const good = unbroken(chain, links);
      if (good.length < links.length) this.tell(chain, good.at(-1)?.seq ?? chain.seq);
      if (good.length > 0) chains.set(chain.writer, good);
      left -= good.length;
    }
    return chains;
  }

  /** What comes after a gap is in no checkpoint: nobody signs what cannot have come about by itself. */
  private tell({ writer }: KnownChain, after: number): void {
    this.log.error('evidence.chain_broken', { writer, after });
  }

  private async signed(
    chains: ReadonlyMap<string, readonly Link[]>,
    last: Checkpoint | null,
  ): Promise<{ checkpoint: Checkpoint; key: AuditKey }> {
    const at = new Date(this.clock.now());
    const number = Number(last?.number ?? 0) + 1;
    const claims: CheckpointClaims = {
      iss: this.settings.PUBLIC_URL,
      iat: Math.floor(at.getTime() / 1000),
      number,
      prev: last === null ? null : nameOf(last.jws),
      ...taken(chains),
    };
    const jws = await this.ring.sign(CHECKPOINT_TYPE, claims);
    const { kid = '' } = decodeProtectedHeader(jws);
    const jwk = this.ring.jwks().keys.find((key: JWK) => key.kid === kid);
    if (jwk === undefined) throw new Error(`the ring does not know the key ${kid} by which it has signed`);
    return { checkpoint: { number: String(number), at, jws }, key: { kid, at, jwk } };
  }
}

function headOf([writer, links]: readonly [string, readonly Link[]]): KnownChain {
  const last = links.at(-1) as Link;
  return { writer, seq: last.seq, hash: last.hash };
}
