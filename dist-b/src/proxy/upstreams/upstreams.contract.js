/** The upstreams that the gate serves; one that is switched off is found too, and whoever calls it is told so. */
export class Upstreams {
}
//# sourceMappingURL=upstreams.contract.js.map