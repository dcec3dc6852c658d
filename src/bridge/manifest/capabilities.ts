import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { BRIDGE_PATH } from '../../kernel/bridge.js';
import { DPOP_ALGORITHMS } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import { MANIFEST_SCHEMA } from './manifests.js';

/** What a host can do at this Gatehouse, made from what is really offered. */
@Injectable()
export class Capabilities implements OnModuleInit {
  /** What follows the bridge's path, of every route below it that is one place. */
  private tails: readonly string[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.tails = this.routes()
      .filter((route) => route.startsWith(`${BRIDGE_PATH}/`) && !/[:*]/.test(route))
      .map((route) => route.slice(BRIDGE_PATH.length + 1))
      .sort();
  }

  /** @param base that was dialled */
  told(base: string): object {
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
  private renewal(): string[] {
    const { REQUIRED_TOKEN_BINDING: required, takesCertificates } = this.settings;
    const certificate = takesCertificates && required !== 'dpop' ? ['certificate'] : [];
    return required === 'mtls' ? certificate : ['dpop', ...certificate];
  }

  private endpoints(base: string): Record<string, string> {
    return Object.fromEntries(
      this.tails.map((tail) => [tail.replaceAll(/[-/]/g, '_'), `${base}${BRIDGE_PATH}/${tail}`]),
    );
  }

  private routes(): string[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      const handlers = this.scanner.getAllMethodNames(prototype).map((name) => prototype[name]);
      const under = handlers.flatMap((handler) => (isRoute(handler) ? pathsOf(handler) : []));
      return pathsOf(metatype).flatMap((path) => under.map((rest) => `/${path}/${rest}`.replace(/\/+$/, '')));
    });
  }
}

function isRoute(handler: unknown): boolean {
  return typeof handler === 'function' && Reflect.hasMetadata('method', handler);
}

/** Paths that a controller or a handler declares, without slashes around them. */
function pathsOf(declared: unknown): string[] {
  const path = Reflect.getMetadata('path', declared as object) as string | string[] | undefined;
  return [path ?? ''].flat().map((one) => one.replace(/^\/|\/$/g, ''));
}
