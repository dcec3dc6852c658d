import type { Server } from './children.js';
import type { BenchDatabase } from './database.js';
import { type Agent, fetchToken, registerClient, startGatehouse, tokenRequest } from './gatehouse.js';

/** Requests of the admin API, or for tokens, at a time. */
const LANES = 8;

/**
 * Registers agents by a replica that hashes secrets cheaply, for a thousand bcrypts of the usual cost take a minute. The
 * server under load has to compare each of them once, and remembers it.
 */
export async function registerAgents(
  database: BenchDatabase,
  folder: string,
  beside: Server,
  { ownerId, count }: { ownerId: string; count: number },
): Promise<Agent[]> {
  const replica = await startGatehouse(database, folder, { beside, environment: { CLIENT_SECRET_COST: '4' } });
  try {
    return await inLanes(count, () => registerClient(replica, ownerId));
  } finally {
    await replica.stop();
  }
}

/** One token of each. */
export function tokensOf(
  { url }: Server,
  agents: readonly Agent[],
  parameters: Readonly<Record<string, string>>,
): Promise<string[]> {
  return inLanes(agents.length, (index) => {
    const agent = agents[index];
    if (agent === undefined) throw new RangeError(`there is no agent ${index}`);
    return fetchToken(tokenRequest(`${url}/oauth/token`, agent, parameters));
  });
}

async function inLanes<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < count) {
      const index = begun++;
      made[index] = await make(index);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return made;
}
