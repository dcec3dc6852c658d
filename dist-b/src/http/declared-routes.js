var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './declared-access.js';
/** Refuses the start when a route does not say who may call it (architecture rule 6), or says so twice. */
let DeclaredRoutes = class DeclaredRoutes {
    discovery;
    scanner;
    reflector;
    constructor(discovery, scanner, reflector) {
        this.discovery = discovery;
        this.scanner = scanner;
        this.reflector = reflector;
    }
    onModuleInit() {
        const routes = this.routes();
        const silent = routes.filter(({ places }) => this.reflector.getAllAndOverride(ACCESS, places) === undefined);
        if (silent.length > 0)
            throw new Error(`These routes do not say who may call them: ${namesOf(silent)}`);
        // Each word brings the interceptors of administration: a key would be claimed twice, and never given.
        const twice = routes.filter(({ places }) => places.every(isAdministered));
        if (twice.length > 0)
            throw new Error(`These routes say twice that they are of administration: ${namesOf(twice)}`);
    }
    routes() {
        return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
            const prototype = Object.getPrototypeOf(instance);
            return this.scanner
                .getAllMethodNames(prototype)
                .map((name) => ({ name, handler: prototype[name] }))
                .filter(({ handler }) => Reflect.hasMetadata('method', handler))
                .map(({ name, handler }) => {
                const verb = RequestMethod[Reflect.getMetadata('method', handler)];
                const route = `${verb} ${metatype.name}.${name}`;
                return { name: route, places: [handler, metatype] };
            });
        });
    }
};
DeclaredRoutes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DiscoveryService,
        MetadataScanner,
        Reflector])
], DeclaredRoutes);
export { DeclaredRoutes };
function isAdministered(place) {
    return Reflect.getMetadata(ACCESS, place)?.who === 'administrator';
}
function namesOf(routes) {
    return routes.map(({ name }) => name).join(', ');
}
//# sourceMappingURL=declared-routes.js.map