import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { type Access, ACCESS } from './declared-access.js';

/** Refuses the start when a route does not say who may call it (architecture rule 6), or says so twice. */
@Injectable()
export class DeclaredRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const routes = this.routes();
    const silent = routes.filter(({ places }) => this.reflector.getAllAndOverride(ACCESS, places) === undefined);
    if (silent.length > 0) throw new Error(`These routes do not say who may call them: ${namesOf(silent)}`);
    // Each word brings the interceptors of administration: a key would be claimed twice, and never given.
    const twice = routes.filter(({ places }) => places.every(isAdministered));
    if (twice.length > 0) throw new Error(`These routes say twice that they are of administration: ${namesOf(twice)}`);
  }

  private routes(): DeclaredRoute[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ name, handler: prototype[name] as () => unknown }))
        .filter(({ handler }) => Reflect.hasMetadata('method', handler))
        .map(({ name, handler }) => {
          const verb = RequestMethod[Reflect.getMetadata('method', handler) as number];
          const route = `${verb} ${(metatype as { name: string }).name}.${name}`;
          return { name: route, places: [handler, metatype as () => unknown] };
        });
    });
  }
}

interface DeclaredRoute {
  readonly name: string;
  /** Where it may say who may call it: its method, and its class. */
  readonly places: (() => unknown)[];
}

function isAdministered(place: object): boolean {
  return (Reflect.getMetadata(ACCESS, place) as Access | undefined)?.who === 'administrator';
}

function namesOf(routes: readonly DeclaredRoute[]): string {
  return routes.map(({ name }) => name).join(', ');
}
