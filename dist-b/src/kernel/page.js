export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 200;
/** Makes a page of rows that were read with `limit + 1`. */
export function pageOf(rows, limit, idOf, view) {
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { items: shown.map(view), next: more ? Buffer.from(idOf(last)).toString('base64url') : null };
}
//# sourceMappingURL=page.js.map