var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { BRIDGE_PATH } from '../../kernel/bridge.js';
import { DPOP_ALGORITHMS } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import { MANIFEST_SCHEMA } from './manifests.js';
/** What a host can do at this Gatehouse, made from what is really offered. */
let Capabilities = class Capabilities {
    discovery;
    scanner;
    settings;
    /** What follows the bridge's path, of every route below it that is one place. */
    tails = [];
    constructor(discovery, scanner, settings) {
        this.discovery = discovery;
        this.scanner = scanner;
        this.settings = settings;
    }
    onModuleInit() {
        this.tails = this.routes()
            .filter((route) => route.startsWith(`${BRIDGE_PATH}/`) && !/[:*]/.test(route))
            .map((route) => route.slice(BRIDGE_PATH.length + 1))
            .sort();
    }
    /** @param base that was dialled */
    told(base) {
        const { settings } = this;
        const certified = settings.MTLS_PUBLIC_URL;
        return {
            issuer: settings.PUBLIC_URL,
            begin: ['code', 'loopback', ...(settings.BRIDGE_DEVICE_GRANT ? ['device_code'] : [])],
            renew: this.renewal(),
            // Where it is, a host without a key cannot even begin.
            key_required: settings.BRIDGE_APPROVAL || settings.REQUIRED_TOKEN_BINDING !== 'none',
            dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
            token_seconds: settings.BRIDGE_TOKEN_SECONDS,
            code_seconds: settings.BRIDGE_CODE_SECONDS,
            device_days: settings.BRIDGE_DEVICE_DAYS,
            endpoints: this.endpoints(base),
            ...(certified === undefined ? {} : { mtls_endpoint_aliases: this.endpoints(certified) }),
            versions: { minimum: settings.BRIDGE_MINIMUM_VERSION, manifest_schema: MANIFEST_SCHEMA },
        };
    }
    /** By which keys a device gets another token without a code, where every token must be bound as the setting says. */
    renewal() {
        const { REQUIRED_TOKEN_BINDING: required, takesCertificates } = this.settings;
        const certificate = takesCertificates && required !== 'dpop' ? ['certificate'] : [];
        return required === 'mtls' ? certificate : ['dpop', ...certificate];
    }
    endpoints(base) {
        return Object.fromEntries(this.tails.map((tail) => [tail.replaceAll(/[-/]/g, '_'), `${base}${BRIDGE_PATH}/${tail}`]));
    }
    routes() {
        return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
            const prototype = Object.getPrototypeOf(instance);
            const handlers = this.scanner.getAllMethodNames(prototype).map((name) => prototype[name]);
            const under = handlers.flatMap((handler) => (isRoute(handler) ? pathsOf(handler) : []));
            return pathsOf(metatype).flatMap((path) => under.map((rest) => `/${path}/${rest}`.replace(/\/+$/, '')));
        });
    }
};
Capabilities = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DiscoveryService,
        MetadataScanner,
        Settings])
], Capabilities);
export { Capabilities };
function isRoute(handler) {
    return typeof handler === 'function' && Reflect.hasMetadata('method', handler);
}
/** Paths that a controller or a handler declares, without slashes around them. */
function pathsOf(declared) {
    const path = Reflect.getMetadata('path', declared);
    return [path ?? ''].flat().map((one) => one.replace(/^\/|\/$/g, ''));
}
//# sourceMappingURL=capabilities.js.map