export {};
//# sourceMappingURL=operation-facts.js.map