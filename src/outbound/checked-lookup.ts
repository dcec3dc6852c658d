import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** How a name becomes addresses; the operating system's way unless a test brings another. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for sockets that gives admitted addresses alone. The address that was checked is the address that is dialled:
 * nothing resolves the name again in between, so that a name cannot change its mind (DNS rebinding).
 * @param refuses why an address is refused, or null
 * @param refusal the error of a name none of whose addresses is admitted
 */
export function checkedLookup(
  refuses: (address: string) => string | null,
  refusal: (reason: string) => Error,
  resolve: Resolve = lookup,
): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const admitted = addresses.filter(({ address }) => refuses(address) === null);
      const [first] = admitted;
      if (first === undefined) {
        const reasons = addresses.map(({ address }) => refuses(address));
        return done(refusal(reasons.join('; ')), '', 0);
      }
      if (options.all) return done(null, admitted);
      done(null, first.address, first.family);
    });
  };
}
