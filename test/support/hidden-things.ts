import type { TestGatehouse } from './gatehouse.js';

/** Makes rules by which a client, or nobody at all, may use what has `secret` in its name. */
export async function hideSecrets(gatehouse: TestGatehouse, upstream: string, client?: string): Promise<void> {
  const principal = client === undefined ? { type: 'any' } : { type: 'client', id: client };
  for (const kind of ['tool', 'prompt', 'resource']) {
    const named = { [kind]: '*secret*', justification: 'Nobody needs to know.' };
    await gatehouse.create('/policies', { effect: 'deny', principal, upstream, ...named });
  }
}
