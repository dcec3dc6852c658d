/** Makes transaction tokens for a neighbour that has recorded the call they go with. */
export class TransactionTokens {
}
//# sourceMappingURL=transaction.contract.js.map