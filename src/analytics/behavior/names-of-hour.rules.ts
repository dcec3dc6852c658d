/** Networks and fingerprints that one process tells apart in an hour. */
const MOST = 20_000;
/** Fingerprints of one network; more than it takes to say that there are many. */
const MOST_FINGERPRINTS = 32;

/**
 * By what requests of an hour are told apart: anybody may write a fingerprint, and may have as many IPv6 networks as they
 * like, so that those who make them up fill neither memory nor the database. Later ones have no name, and are counted together.
 */
export class NamesOfHour {
  private hour = '';
  private total = 0;
  private networks = new Map<string, Set<string>>();

  constructor(
    private readonly most = MOST,
    private readonly mostFingerprints = MOST_FINGERPRINTS,
  ) {}

  /** @returns the names of network and fingerprint to count by; empty for one that has none */
  of(hour: string, network: string, fingerprint: string): readonly [network: string, fingerprint: string] {
    if (hour !== this.hour) [this.hour, this.total, this.networks] = [hour, 0, new Map<string, Set<string>>()];
    const known = this.networks.get(network);
    if (known === undefined && network !== '') return this.begun(network, fingerprint);
    if (known === undefined || fingerprint === '' || known.has(fingerprint)) return [network, fingerprint];
    if (known.size >= this.mostFingerprints || this.total >= this.most) return [network, ''];
    known.add(fingerprint);
    this.total += 1;
    return [network, fingerprint];
  }

  private begun(network: string, fingerprint: string): readonly [string, string] {
    if (this.total >= this.most) return ['', ''];
    this.networks.set(network, new Set(fingerprint === '' ? [] : [fingerprint]));
    this.total += 1;
    return [network, fingerprint];
  }
}
