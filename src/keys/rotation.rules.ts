import { Problem } from '../kernel/problem.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import type { KeyState, SigningKey } from './signing-key.entity.js';

/** Every algorithm under which Gatehouse can sign; each has an active and a next key. */
export const ALGORITHMS: readonly SigningAlgorithm[] = ['ES256', 'EdDSA', 'RS256'];

/** How long others may keep the JWK Set (`Cache-Control: max-age`), seconds. */
export const JWKS_SECONDS = 300;
/** How often a replica reads the ring again, seconds. */
export const RELOAD_SECONDS = 10;
/** The oldest copy of the ring under which a replica still signs, seconds. Shorter than {@link RETIRED_MARGIN_SECONDS}. */
export const SIGNING_COPY_SECONDS = 600;

const LONGEST_TOKEN_SECONDS = 3600;
/** A replica that lost the database may sign with a retired key until its copy is too old; clocks may differ too. */
const RETIRED_MARGIN_SECONDS = 900;
const DAY = 86_400_000;

/** A rotation that would leave verifiers without the key, with how to go on. */
export class RotationRefused extends Problem {
  constructor(detail: string) {
    super(409, detail);
  }
}

/** Places of the ring that no key holds: all of them at the first start, else those of a new algorithm. */
export function vacancies(current: readonly SigningKey[]): { algorithm: SigningAlgorithm; state: KeyState }[] {
  return ALGORITHMS.flatMap((algorithm) =>
    (['active', 'next'] as const)
      .filter((state) => !current.some((key) => key.algorithm === algorithm && key.state === state))
      .map((state) => ({ algorithm, state })),
  );
}

/**
 * A key may sign once every cache of the JWK Set has it: other replicas' copies, then the verifiers' own.
 * @param now milliseconds since 1970
 * @throws RotationRefused while a next key is too young
 */
export function requirePublished(current: readonly SigningKey[], now: number): void {
  for (const key of current.filter(({ state }) => state === 'next')) {
    const wait = Math.ceil((key.createdAt.getTime() - now) / 1000) + JWKS_SECONDS + RELOAD_SECONDS;
    if (wait > 0) {
      throw new RotationRefused(
        `The next ${key.algorithm} key has not been published long enough for every verifier to know it. ` +
          `Try again in ${wait} s, or force the rotation.`,
      );
    }
  }
}

/** Whether an active key has signed since before a moment. */
export function isDue(current: readonly SigningKey[], activatedBefore: Date): boolean {
  return current.some(
    ({ state, activatedAt }) => state === 'active' && activatedAt !== null && activatedAt < activatedBefore,
  );
}

/** Keys that were activated before this are due. */
export function rotationMoment(now: number, days: number): Date {
  return new Date(now - days * DAY);
}

/** Keys that were retired before this have no living token left, and leave the ring. */
export function forgettingMoment(now: number, accessTokenSeconds: number): Date {
  return new Date(now - (Math.max(accessTokenSeconds, LONGEST_TOKEN_SECONDS) + RETIRED_MARGIN_SECONDS) * 1000);
}
