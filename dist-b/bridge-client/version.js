/** The version of package.json, which a test compares: reading that file at every start would need its place. */
export const VERSION = '0.1.0';
//# sourceMappingURL=version.js.map