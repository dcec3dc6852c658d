export {};
//# sourceMappingURL=operation-table.js.map