export {};
//# sourceMappingURL=requested-claims.js.map