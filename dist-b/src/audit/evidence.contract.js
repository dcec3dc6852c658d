/** Where decisions are recorded. */
export class Evidence {
}
//# sourceMappingURL=evidence.contract.js.map