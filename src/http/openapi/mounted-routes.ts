import { Injectable, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { type Access, NARROWED } from '../declared-access.js';
import { type StyledRoute, styleOf } from '../administration-style.js';

/** The methods of HTTP that OpenAPI knows, and our routes take. */
export const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

/** One route of one controller, as Nest mounts it. */
export interface MountedRoute extends StyledRoute {
  /** Name of the controller's class. */
  readonly controller: string;
  /** Name of its method. */
  readonly handler: string;
  /** All of them, where the route takes whatever comes. */
  readonly verbs: readonly Verb[];
  /** With `{name}` for what varies. */
  readonly path: string;
  readonly access: Access;
  /** Whether it serves whoever reaches only some things. */
  readonly narrowed: boolean;
  /** Of an answer, unless the route sets another. */
  readonly status: number;
  /** What chooses among the routes of one path: a grant type. */
  readonly version: string | null;
}

/** The routes that are mounted, from the metadata by which they are. */
@Injectable()
export class MountedRoutes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  all(): readonly MountedRoute[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Readonly<Record<string, () => unknown>>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (handler === undefined || !Reflect.hasMetadata('method', handler)) return [];
        return this.routesOf(metatype as () => unknown, name, handler);
      });
    });
  }

  private routesOf(controller: () => unknown, name: string, handler: () => unknown): readonly MountedRoute[] {
    const style = styleOf(this.reflector, handler, controller);
    const method = Reflect.getMetadata('method', handler) as RequestMethod;
    const verbs =
      method === RequestMethod.ALL ? VERBS : VERBS.filter((verb) => RequestMethod[method] === verb.toUpperCase());
    const version: unknown = Reflect.getMetadata('__version__', controller);
    const route = {
      controller: controller.name,
      handler: name,
      verbs,
      ...style,
      access: style.access as Access,
      narrowed:
        this.reflector.getAllAndOverride<boolean | undefined>(NARROWED, [handler, controller as never]) === true,
      status: (Reflect.getMetadata('__httpCode__', handler) as number | undefined) ?? (verbs[0] === 'post' ? 201 : 200),
      version: typeof version === 'string' ? version : null,
    };
    const [bases, paths] = [controller, handler].map((of) =>
      [Reflect.getMetadata('path', of) as string | string[]].flat(),
    );
    return (bases ?? []).flatMap((base) => (paths ?? []).map((path) => ({ ...route, path: pathOf(base, path) })));
  }
}

/** `:id` and `*path` as `{id}` and `{path}`. */
function pathOf(...parts: readonly string[]): string {
  const segments = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `/${segments.map((segment) => segment.replace(/^[:*](\w+)$/, '{$1}')).join('/')}`;
}
