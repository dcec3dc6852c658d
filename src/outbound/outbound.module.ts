import { Global, Module } from '@nestjs/common';
import { CallbackUrls } from './callback-urls.js';
import { GuardedFetch } from './guarded-fetch.js';
import { HostNames } from './host-names.js';
import { RemoteKeys } from './remote-keys.js';

/**
 * Owns the one guarded way to URLs that somebody else chose (architecture rule 4), and the key sets found there.
 * Owns no opinion on what a document says: whoever asked for it judges. The gate's way to upstreams, which administrators
 * choose, is its own and shares the rules for addresses. Asks nobody but the settings.
 */
@Global()
@Module({
  providers: [HostNames, GuardedFetch, RemoteKeys, CallbackUrls],
  exports: [GuardedFetch, RemoteKeys, CallbackUrls],
})
export class OutboundModule {}
