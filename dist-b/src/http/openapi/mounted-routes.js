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
import { NARROWED } from '../declared-access.js';
import { styleOf } from '../administration-style.js';
/** The methods of HTTP that OpenAPI knows, and our routes take. */
export const VERBS = ['get', 'post', 'put', 'patch', 'delete'];
/** The routes that are mounted, from the metadata by which they are. */
let MountedRoutes = class MountedRoutes {
    discovery;
    scanner;
    reflector;
    constructor(discovery, scanner, reflector) {
        this.discovery = discovery;
        this.scanner = scanner;
        this.reflector = reflector;
    }
    all() {
        return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
            const prototype = Object.getPrototypeOf(instance);
            return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
                const handler = prototype[name];
                if (handler === undefined || !Reflect.hasMetadata('method', handler))
                    return [];
                return this.routesOf(metatype, name, handler);
            });
        });
    }
    routesOf(controller, name, handler) {
        const style = styleOf(this.reflector, handler, controller);
        const method = Reflect.getMetadata('method', handler);
        const verbs = method === RequestMethod.ALL ? VERBS : VERBS.filter((verb) => RequestMethod[method] === verb.toUpperCase());
        const version = Reflect.getMetadata('__version__', controller);
        const route = {
            controller: controller.name,
            handler: name,
            verbs,
            ...style,
            access: style.access,
            narrowed: this.reflector.getAllAndOverride(NARROWED, [handler, controller]) === true,
            status: Reflect.getMetadata('__httpCode__', handler) ?? (verbs[0] === 'post' ? 201 : 200),
            version: typeof version === 'string' ? version : null,
        };
        const [bases, paths] = [controller, handler].map((of) => [Reflect.getMetadata('path', of)].flat());
        return (bases ?? []).flatMap((base) => (paths ?? []).map((path) => ({ ...route, path: pathOf(base, path) })));
    }
};
MountedRoutes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DiscoveryService,
        MetadataScanner,
        Reflector])
], MountedRoutes);
export { MountedRoutes };
/** `:id` and `*path` as `{id}` and `{path}`. */
function pathOf(...parts) {
    const segments = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
    return `/${segments.map((segment) => segment.replace(/^[:*](\w+)$/, '{$1}')).join('/')}`;
}
//# sourceMappingURL=mounted-routes.js.map