import { Injectable } from '@nestjs/common';
import { Log } from '../../kernel/log.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';

/** Looks up which redirect URIs belong to a sector (OpenID Connect Core §8.1). */
@Injectable()
export class SectorIdentifiers {
  constructor(
    private readonly fetch: GuardedFetch,
    private readonly log: Log,
  ) {}

  /**
   * Why redirect URIs do not belong to the sector of an address; null when all do. Why a document could not be had is for the
   * log alone: told to whoever named it, it would be a map of our network.
   */
  async fault(uri: string, redirectUris: readonly string[]): Promise<string | null> {
    const listed = await this.listed(uri);
    if (listed === null) return 'could not be fetched, or is not a JSON list of texts';
    const missing = redirectUris.filter((one) => !listed.includes(one));
    return missing.length === 0 ? null : `does not list ${missing.join(', ')}`;
  }

  private async listed(uri: string): Promise<readonly string[] | null> {
    try {
      const document = await this.fetch.json(uri, { ofStranger: true });
      const isList = Array.isArray(document) && document.every((one): one is string => typeof one === 'string');
      return isList ? document : null;
    } catch (err) {
      if (!(err instanceof FetchRefused)) throw err;
      this.log.warn('sector_identifier.not_fetched', { address: err.address, reason: err.reason });
      return null;
    }
  }
}
