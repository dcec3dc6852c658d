import { parseAddress } from '../kernel/address-ranges.js';
const NOWHERE = { country: null, region: null, city: null };
/** Where an address is, as far as the file knows. A file that breaks in one place costs nobody a token. */
export function placeOf(places, address) {
    if (places === undefined || parseAddress(address) === null)
        return NOWHERE;
    try {
        const found = places.get(address);
        return {
            country: shortText(found?.country?.iso_code),
            region: shortText(found?.subdivisions?.[0]?.iso_code),
            city: shortText(found?.city?.names?.en),
        };
    }
    catch {
        return NOWHERE;
    }
}
function shortText(value) {
    return typeof value === 'string' && value !== '' ? value.slice(0, 128).replace(/\p{Cc}/gu, '') : null;
}
//# sourceMappingURL=place.rules.js.map