import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../kernel/caller.js';
import type { TokenScheme } from '../kernel/token-binding.js';
import type { Upstream, UpstreamKind } from './upstreams/upstream.entity.js';

/** The server that a path names, whether or not it exists. */
export interface Dialled {
  readonly kind: UpstreamKind;
  readonly name: string;
  /** URL of the metadata that a challenge points to. */
  readonly resourceMetadata: string;
  /** Of challenges: the one by which the caller came, or must come. */
  readonly scheme: TokenScheme;
}

/** What the challenge guard established: who calls which upstream. */
export interface Admission {
  readonly caller: Caller;
  readonly upstream: Upstream;
  readonly dialled: Dialled;
  /** The address that the request came from. */
  readonly address: string;
}

export interface GateRequest extends Request {
  admission?: Admission;
}

/** Who calls which upstream. @throws Error when the route lacks its guard: a wiring fault */
export const Admitted = createParamDecorator((_: unknown, context: ExecutionContext): Admission => {
  const { admission } = context.switchToHttp().getRequest<GateRequest>();
  if (admission === undefined) throw new Error('gate route without its guard');
  return admission;
});
