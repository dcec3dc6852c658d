export { SIGNING_ALGORITHMS } from './signing-key.entity.js';
/** The keys under which Gatehouse signs, as its neighbours see them. */
export class KeyRing {
}
//# sourceMappingURL=key-ring.contract.js.map