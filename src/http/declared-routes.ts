import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './declared-access.js';

/** Refuses the start when a route does not say who may call it (architecture rule 6). */
@Injectable()
export class DeclaredRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const silent = this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as object;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ name, handler: (prototype as Record<string, unknown>)[name] as () => unknown }))
        .filter(({ handler }) => Reflect.hasMetadata('method', handler))
        .filter(({ handler }) => this.reflector.getAllAndOverride(ACCESS, [handler, metatype as never]) === undefined)
        .map(({ name, handler }) => {
          const verb = RequestMethod[Reflect.getMetadata('method', handler) as number];
          return `${verb} ${(metatype as { name: string }).name}.${name}`;
        });
    });
    if (silent.length > 0) throw new Error(`These routes do not say who may call them: ${silent.join(', ')}`);
  }
}
