export {};
//# sourceMappingURL=assertion.js.map