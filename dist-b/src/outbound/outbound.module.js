var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
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
let OutboundModule = class OutboundModule {
};
OutboundModule = __decorate([
    Global(),
    Module({
        providers: [HostNames, GuardedFetch, GuardedStream, FormPost, RemoteKeys, CallbackUrls],
        exports: [GuardedFetch, GuardedStream, FormPost, RemoteKeys, CallbackUrls],
    })
], OutboundModule);
export { OutboundModule };
//# sourceMappingURL=outbound.module.js.map