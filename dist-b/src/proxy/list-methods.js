/** Methods whose answer names what can be used; 2026-07-28 has no further ones. */
export const LIST_METHODS = new Set([
    'tools/list',
    'prompts/list',
    'resources/list',
    'resources/templates/list',
]);
//# sourceMappingURL=list-methods.js.map