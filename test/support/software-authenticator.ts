import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What an authenticator can be told to say or do otherwise than it should. */
export interface Changes {
  readonly type?: string;
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly crossOrigin?: unknown;
  readonly topOrigin?: string;
  /** Any of UP, UV, BE and BS. */
  readonly flags?: Partial<Flags>;
  readonly counter?: number;
  readonly userHandle?: string | null;
  readonly id?: string;
  /** Another key signs. */
  readonly key?: KeyObject;
  readonly spoilSignature?: boolean;
  /** Of a registration: `fmt` and `attStmt` of the attestation, as CBOR values. */
  readonly attestation?: { readonly fmt: string; readonly attStmt: Cbor };
  readonly coseKey?: Cbor;
  readonly credProps?: object;
  /** The whole response, just before it is written. */
  readonly rewrite?: (response: Record<string, unknown>) => unknown;
}

export interface Flags {
  readonly up: boolean;
  readonly uv: boolean;
  readonly be: boolean;
  readonly bs: boolean;
}

export type PasskeyAlgorithm = 'ES256' | 'RS256' | 'EdDSA';

export type Cbor = number | string | boolean | Uint8Array | readonly Cbor[] | ReadonlyMap<number | string, Cbor>;

/** One passkey in software, with a real key, which says the truth unless it is told not to. */
export class SoftwarePasskey {
  id = randomBytes(32).toString('base64url');
  counter = 0;
  /** How far it counts with each use: 0 for a passkey that does not. */
  step = 1;
  flags: Flags = { up: true, uv: true, be: false, bs: false };
  /** What it was given when it was made. */
  userHandle = '';
  readonly privateKey: KeyObject;
  private readonly publicJwk: Record<string, string>;

  /** @param origin of the page that it is used on */
  constructor(
    readonly origin: string,
    readonly algorithm: PasskeyAlgorithm = 'ES256',
    bits = 2048,
  ) {
    const pair =
      algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : algorithm === 'EdDSA'
          ? generateKeyPairSync('ed25519')
          : generateKeyPairSync('rsa', { modulusLength: bits });
    this.privateKey = pair.privateKey;
    this.publicJwk = pair.publicKey.export({ format: 'jwk' }) as Record<string, string>;
  }

  /** What `navigator.credentials.create` would answer, written by `toJSON`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the options as they came
  create(options: any, changes: Changes = {}): string {
    this.userHandle = options.user.id as string;
    const id = changes.id ?? this.id;
    const bytes = Buffer.from(id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, bytes, cbor(changes.coseKey ?? this.coseKey())]);
    const authData = this.authenticatorData(options.rp.id as string, changes, credential);
    const { fmt, attStmt } = changes.attestation ?? { fmt: 'none', attStmt: new Map<string, Cbor>() };
    const attestation = new Map<string, Cbor>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', authData],
    ]);
    return this.written(id, changes, {
      clientDataJSON: this.clientData('webauthn.create', options.challenge as string, changes),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What `navigator.credentials.get` would answer, written by `toJSON`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the options as they came
  get(options: any, changes: Changes = {}): string {
    this.counter += this.step;
    const authenticatorData = this.authenticatorData(options.rpId as string, changes);
    const clientDataJSON = this.clientData('webauthn.get', options.challenge as string, changes);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const digest = this.algorithm === 'EdDSA' ? null : 'sha256';
    const signature = sign(digest, Buffer.concat([authenticatorData, hash]), changes.key ?? this.privateKey);
    if (changes.spoilSignature === true) signature[signature.length - 1]! ^= 1;
    const userHandle = changes.userHandle === undefined ? this.userHandle : changes.userHandle;
    return this.written(changes.id ?? this.id, changes, {
      clientDataJSON,
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
      ...(userHandle === null ? {} : { userHandle }),
    });
  }

  coseKey(): ReadonlyMap<number, Cbor> {
    const part = (name: string): Uint8Array => new Uint8Array(Buffer.from(this.publicJwk[name] ?? '', 'base64url'));
    switch (this.algorithm) {
      case 'ES256':
        return new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, part('x')], [-3, part('y')]]); // prettier-ignore
      case 'EdDSA':
        return new Map<number, Cbor>([[1, 1], [3, -8], [-1, 6], [-2, part('x')]]); // prettier-ignore
      case 'RS256':
        return new Map<number, Cbor>([[1, 3], [3, -257], [-1, part('n')], [-2, part('e')]]); // prettier-ignore
    }
  }

  private clientData(type: string, challenge: string, changes: Changes): string {
    const data = {
      type: changes.type ?? type,
      challenge: changes.challenge ?? challenge,
      origin: changes.origin ?? this.origin,
      crossOrigin: changes.crossOrigin ?? false,
      ...(changes.topOrigin === undefined ? {} : { topOrigin: changes.topOrigin }),
    };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }

  private authenticatorData(rpId: string, changes: Changes, credential?: Buffer): Buffer {
    const { up, uv, be, bs } = { ...this.flags, ...changes.flags };
    const bits = Number(up) | (Number(uv) << 2) | (Number(be) << 3) | (Number(bs) << 4) | (credential ? 1 << 6 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(changes.counter ?? this.counter);
    const hash = createHash('sha256')
      .update(changes.rpId ?? rpId)
      .digest();
    return Buffer.concat([hash, Buffer.from([bits]), counter, credential ?? Buffer.alloc(0)]);
  }

  private written(id: string, changes: Changes, response: object): string {
    const clientExtensionResults = changes.credProps === undefined ? {} : { credProps: changes.credProps };
    const whole = { id, rawId: id, type: 'public-key', response, clientExtensionResults };
    const written = changes.rewrite === undefined ? whole : changes.rewrite(whole);
    return typeof written === 'string' ? written : JSON.stringify(written);
  }
}

/** RFC 8949, as far as authenticators need it. */
export function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4]);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<number | string, Cbor>)].flatMap(([key, one]) => [cbor(key), cbor(one)]);
    return Buffer.concat([head(5, entries.length / 2), ...entries]);
  }
  const items = value as readonly Cbor[];
  return Buffer.concat([head(4, items.length), ...items.map(cbor)]);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}
