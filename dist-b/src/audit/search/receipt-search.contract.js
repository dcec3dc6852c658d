/** Looks for receipts. */
export class ReceiptSearch {
}
//# sourceMappingURL=receipt-search.contract.js.map