import { Global, Module } from '@nestjs/common';
import { CallbackUrls } from './callback-urls.js';
import { FormPost } from './form-post.js';
import { GuardedFetch } from './guarded-fetch.js';
import { GuardedStream } from './guarded-stream.js';
import { HostNames } from './host-names.js';
import { RemoteKeys } from './remote-keys.js';

/**
 * Owns the one guarded way to URLs that somebody else chose (architecture rule 4), the key sets found there, and the way of
 * forms with a secret to token endpoints.
 * Owns no opinion on what a document says: whoever asked for it judges. The gate's way to upstreams, which administrators
 * choose, is its own and shares the rules for addresses. Asks nobody but the settings.
 */
@Global()
@Module({
  providers: [HostNames, GuardedFetch, GuardedStream, FormPost, RemoteKeys, CallbackUrls],
  exports: [GuardedFetch, GuardedStream, FormPost, RemoteKeys, CallbackUrls],
})
export class OutboundModule {}
