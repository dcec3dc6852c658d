/** Pages to which a sign-in can lead, by the word that names each: nobody can name a path, let alone a host. */
const DESTINATIONS = { devices: '/account/devices' };
/** Path of the sign-in that leads to a page of the account. */
export function signInPath(to) {
    return `/sign-in?to=${to}`;
}
/** @param to as whoever sent the person gave it; anything but one of the words leads to the account */
export function signInPlace(to) {
    if (!isDestination(to))
        return { action: '/sign-in', next: '/account' };
    return { action: signInPath(to), next: DESTINATIONS[to] };
}
function isDestination(given) {
    return typeof given === 'string' && Object.hasOwn(DESTINATIONS, given);
}
//# sourceMappingURL=sign-in-destinations.js.map