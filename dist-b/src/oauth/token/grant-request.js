/** Metadata of a grant's controller: its grant type. */
export const GRANT_TYPE = 'gatehouse:grant_type';
//# sourceMappingURL=grant-request.js.map