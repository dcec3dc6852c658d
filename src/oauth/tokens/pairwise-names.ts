import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';

/** What is called by a name: a person, or a sign-in of theirs, which would tell two clients as well that they know the same. */
export type Named = 'sub' | 'sid';

/** 16 bytes in base64url. The last character carries four bits that mean nothing: they are zero in the one spelling there is. */
const NAME = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/**
 * What clients of a sector call people and their sign-ins (OpenID Connect Core §8.1): the id, a UUID, enciphered as one
 * block under a key that only this sector and this use have. No two ids have one name, names of two sectors have nothing in
 * common, and whoever has the pepper reads them back: nothing is stored, and every replica says the same.
 */
@Injectable()
export class PairwiseNames {
  private readonly key: Buffer;

  constructor(secrets: Secrets) {
    this.key = secrets.key('pairwise');
  }

  /** @param sector null: the id is the name @param id a UUID */
  of(sector: string | null, what: Named, id: string): string {
    if (sector === null) return id;
    // A single block under a key of its own: there is nothing to chain, and the same id must have the same name each time.
    const cipher = createCipheriv('aes-256-ecb', this.keyOf(sector, what), null).setAutoPadding(false);
    return Buffer.concat([cipher.update(id.replaceAll('-', ''), 'hex'), cipher.final()]).toString('base64url');
  }

  /**
   * The id behind a name. A name of another sector gives an id that nobody has.
   * @returns null for what is no name in this sector
   */
  read(sector: string, what: Named, name: string): string | null {
    if (!NAME.test(name)) return null;
    const decipher = createDecipheriv('aes-256-ecb', this.keyOf(sector, what), null).setAutoPadding(false);
    const hex = Buffer.concat([decipher.update(name, 'base64url'), decipher.final()]).toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  private keyOf(sector: string, what: Named): Buffer {
    return keyedHash(this.key, `${what} ${sector}`);
  }
}
