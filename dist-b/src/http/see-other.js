/** 303: what was posted, a password among it, is never posted again (OAuth 2.1 §7.5.3). */
export function seeOther(response, location) {
    response.status(303).set({ 'cache-control': 'no-store', location }).end();
}
//# sourceMappingURL=see-other.js.map