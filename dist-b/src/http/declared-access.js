export const ACCESS = 'gatehouse:access';
export const LIMIT = 'gatehouse:limit';
export const NARROWED = 'gatehouse:narrowed';
//# sourceMappingURL=declared-access.js.map