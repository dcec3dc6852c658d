import type { RoleName } from '../../src/kernel/roles.js';
import type { Answer, TestGatehouse } from '../support/gatehouse.js';

/** Somebody who administers by some roles, and how they call. */
export interface RoleCaller {
  readonly id: string;
  readonly token: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** A person with these roles, and a token that brings of them what the scope names: all, unless it is given. */
export async function callerWith(
  gatehouse: TestGatehouse,
  roles: readonly RoleName[],
  scope: string = roles.join(' '),
): Promise<RoleCaller> {
  const { owner, id, secret } = await gatehouse.agent({ scope, kind: 'service' }, { roles });
  const token = await gatehouse.accessToken(id, secret, { scope });
  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    gatehouse.request(method, `/api/v1/admin${path}`, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { id: owner.id as string, token, call };
}

export const NO_LIMITS = { LIMIT_ADMIN: '60000/60', LIMIT_ADMIN_CLIENT: '60000/60', LIMIT_TOKEN: '60000/60' };
