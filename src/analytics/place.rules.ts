import { parseAddress } from '../kernel/address-ranges.js';
import type { Places } from '../settings/geoip-file.js';
import type { Place } from './analytics.contract.js';

const NOWHERE: Place = { country: null, region: null, city: null };

/** Where an address is, as far as the file knows. A file that breaks in one place costs nobody a token. */
export function placeOf(places: Places | undefined, address: string): Place {
  if (places === undefined || parseAddress(address) === null) return NOWHERE;
  try {
    const found = places.get(address);
    return {
      country: shortText(found?.country?.iso_code),
      region: shortText(found?.subdivisions?.[0]?.iso_code),
      city: shortText(found?.city?.names?.en),
    };
  } catch {
    return NOWHERE;
  }
}

function shortText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 128).replace(/\p{Cc}/gu, '') : null;
}
