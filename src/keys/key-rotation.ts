import { Injectable } from '@nestjs/common';
import type { Caller } from '../kernel/caller.js';
import { Clock } from '../kernel/clock.js';
import { KeyForge } from './key-forge.js';
import { ALGORITHMS, isDue, requirePublished } from './rotation.rules.js';
import type { SigningKey } from './signing-key.entity.js';
import { type LockedKeys, SigningKeyStore } from './signing-key.store.js';
import { StoredKeyRing } from './stored-key-ring.js';

/** How a rotation was asked for. */
export interface RotationOrder {
  /** Also when verifiers may not know the next keys yet: they must then read the JWK Set anew, by its unknown `kid`. */
  readonly force?: boolean;
  readonly by?: Caller;
}

/** Turns the ring: next keys sign, active keys only verify, new next keys are published. */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly store: SigningKeyStore,
    private readonly forge: KeyForge,
    private readonly ring: StoredKeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * Rotates every algorithm now.
   * @param reason who or what asked, for the evidence
   * @throws RotationRefused when the next keys are too young and nobody forces it
   */
  async rotate(reason: string, order: RotationOrder = {}): Promise<void> {
    await this.store.alone(async (keys) => {
      const current = await keys.current();
      if (order.force !== true) requirePublished(current, this.clock.now());
      await this.turn(keys, current, reason, order);
    });
    await this.ring.renew();
  }

  /**
   * Rotates when an active key has signed since before the moment. Asked within the lock, so that of many replicas one does.
   * @returns whether it rotated
   */
  async rotateIfDue(activatedBefore: Date): Promise<boolean> {
    const rotated = await this.store.alone(async (keys) => {
      const current = await keys.current();
      if (!isDue(current, activatedBefore)) return false;
      requirePublished(current, this.clock.now());
      await this.turn(keys, current, 'schedule', {});
      return true;
    });
    if (rotated) await this.ring.renew();
    return rotated;
  }

  private async turn(
    keys: LockedKeys,
    current: readonly SigningKey[],
    reason: string,
    order: RotationOrder,
  ): Promise<void> {
    await keys.promote(new Date(this.clock.now()));
    await keys.insert(await Promise.all(ALGORITHMS.map((algorithm) => this.forge.make(algorithm, 'next'))));
    const kids = (state: string) => current.filter((key) => key.state === state).map(({ kid }) => kid);
    const { claims } = order.by ?? {};
    // Within the transaction: a rotation that cannot be recorded does not happen (architecture rule 8).
    keys.tell({
      kind: 'keys.rotated',
      decision: 'done',
      reason,
      ...(claims && { sub: claims.sub, clientId: claims.client_id, sid: claims.sid }),
      ...(claims?.act && { act: claims.act }),
      detail: { forced: order.force === true, activated: kids('next'), retired: kids('active') },
    });
  }
}
