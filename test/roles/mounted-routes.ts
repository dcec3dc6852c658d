import { type INestApplication, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type Access, ACCESS, NARROWED } from '../../src/http/declared-access.js';
import type { Action, Administered } from '../../src/kernel/roles.js';

/** A route of administration as it is mounted. */
export interface AdminRoute {
  readonly method: string;
  /** After `/api/v1/admin`, with its parameters as `:name`. */
  readonly path: string;
  readonly noun: Administered;
  readonly action: Action;
  readonly narrowed: boolean;
}

const BASE = '/api/v1/admin';

/** Every route of the running program that asks for a role. */
export function adminRoutes(app: INestApplication): AdminRoute[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => routesOf(metatype as object, prototype[name]!));
    });
}

function routesOf(controller: object, handler: object): AdminRoute[] {
  const told = <T>(key: string): T => (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T;
  const access = told<Access | undefined>(ACCESS);
  if (!Reflect.hasMetadata('method', handler) || access?.who !== 'administrator') return [];
  const method = RequestMethod[Reflect.getMetadata('method', handler) as number]!;
  const [prefix, rest] = [controller, handler].map((of) => Reflect.getMetadata('path', of) as string);
  const whole = `/${[prefix, rest]
    .map((part) => part!.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
  if (!whole.startsWith(BASE)) throw new Error(`${whole} is not below ${BASE}`);
  const action = access.action ?? (method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'write');
  return [
    { method, path: whole.slice(BASE.length), noun: access.noun, action, narrowed: told<boolean>(NARROWED) === true },
  ];
}
