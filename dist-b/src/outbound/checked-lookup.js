import { lookup } from 'node:dns';
/**
 * A lookup for sockets that gives admitted addresses alone. The address that was checked is the address that is dialled:
 * nothing resolves the name again in between, so that a name cannot change its mind (DNS rebinding).
 * @param refuses why an address is refused, or null
 * @param refusal the error of a name none of whose addresses is admitted
 */
export function checkedLookup(refuses, refusal, resolve = lookup) {
    return (hostname, options, done) => {
        resolve(hostname, { ...options, all: true }, (error, addresses) => {
            if (error)
                return done(error, '', 0);
            const admitted = addresses.filter(({ address }) => refuses(address) === null);
            const [first] = admitted;
            if (first === undefined) {
                const reasons = addresses.map(({ address }) => refuses(address));
                return done(refusal(reasons.join('; ')), '', 0);
            }
            if (options.all)
                return done(null, admitted);
            done(null, first.address, first.family);
        });
    };
}
//# sourceMappingURL=checked-lookup.js.map