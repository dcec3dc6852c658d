export {};
//# sourceMappingURL=authorization.js.map