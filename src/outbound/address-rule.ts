import ipaddr from 'ipaddr.js';

type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Never, whatever the settings say: link-local, where cloud metadata lives, and addresses that are no host's. */
const never: readonly Cidr[] = [
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  '0.0.0.0/8',
  '::/128',
  '224.0.0.0/4',
  'ff00::/8',
  '255.255.255.255/32',
].map((cidr) => ipaddr.parseCIDR(cidr));

/** Which addresses an administrator's upstream URL may lead to (architecture rule 4). */
export class AddressRule {
  private readonly admitted: readonly Cidr[];

  /** @param cidrs where upstreams may lie; empty means anywhere but the addresses that are never admitted */
  constructor(cidrs: readonly string[]) {
    this.admitted = cidrs.map((text) =>
      text.includes('/')
        ? ipaddr.parseCIDR(text)
        : [ipaddr.parse(text), ipaddr.parse(text).kind() === 'ipv4' ? 32 : 128],
    );
  }

  /** @returns why the address is refused, or null when it is admitted */
  refuses(text: string): string | null {
    const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
    if (!ipaddr.isValid(bare)) return `${text} is not an address`;
    // ::ffff:169.254.169.254, and the same through NAT64 or 6to4, is 169.254.169.254.
    const address = embeddedIPv4(ipaddr.process(bare));
    if (never.some((range) => within(address, range))) return `${text} is link-local, cloud metadata or no host at all`;
    if (this.admitted.length > 0 && !this.admitted.some((range) => within(address, range))) {
      return `${text} is outside of UPSTREAM_NETWORKS`;
    }
    return null;
  }
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, [range, bits]: Cidr): boolean {
  return address.kind() === range.kind() && address.match(range, bits);
}

/** The IPv4 address that a transition address leads to (RFC 6052 §2.1, RFC 3056 §2), else the address itself. */
function embeddedIPv4(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.kind() === 'ipv4') return address;
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === 'rfc6052' || range === 'rfc6145') return new ipaddr.IPv4(bytes.slice(12));
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  return address;
}
