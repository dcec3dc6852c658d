import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '../kernel/caller.js';
import type { CallerRequest } from './declared-access.js';

/** Who sent the request; for routes that ask for a role. */
export const TheCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (caller === undefined) throw new Error('a route without a verified caller asks for one: a wiring fault');
  return caller;
});
