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
import { Clock } from '../kernel/clock.js';
import { KeyForge } from './key-forge.js';
import { ALGORITHMS, isDue, requirePublished } from './rotation.rules.js';
import { SigningKeyStore } from './signing-key.store.js';
import { StoredKeyRing } from './stored-key-ring.js';
/** Turns the ring: next keys sign, active keys only verify, new next keys are published. */
let KeyRotation = class KeyRotation {
    store;
    forge;
    ring;
    clock;
    constructor(store, forge, ring, clock) {
        this.store = store;
        this.forge = forge;
        this.ring = ring;
        this.clock = clock;
    }
    /**
     * Rotates every algorithm now.
     * @param reason who or what asked, for the evidence
     * @throws RotationRefused when the next keys are too young and nobody forces it
     */
    async rotate(reason, order = {}) {
        await this.store.alone(async (keys) => {
            const current = await keys.current();
            if (order.force !== true)
                requirePublished(current, this.clock.now());
            await this.turn(keys, current, reason, order);
        });
        await this.ring.renew();
    }
    /**
     * Rotates when an active key has signed since before the moment. Asked within the lock, so that of many replicas one does.
     * @returns whether it rotated
     */
    async rotateIfDue(activatedBefore) {
        const rotated = await this.store.alone(async (keys) => {
            const current = await keys.current();
            if (!isDue(current, activatedBefore))
                return false;
            requirePublished(current, this.clock.now());
            await this.turn(keys, current, 'schedule', {});
            return true;
        });
        if (rotated)
            await this.ring.renew();
        return rotated;
    }
    async turn(keys, current, reason, order) {
        await keys.promote(new Date(this.clock.now()));
        await keys.insert(await Promise.all(ALGORITHMS.map((algorithm) => this.forge.make(algorithm, 'next'))));
        const kids = (state) => current.filter((key) => key.state === state).map(({ kid }) => kid);
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
};
KeyRotation = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SigningKeyStore,
        KeyForge,
        StoredKeyRing,
        Clock])
], KeyRotation);
export { KeyRotation };
//# sourceMappingURL=key-rotation.js.map