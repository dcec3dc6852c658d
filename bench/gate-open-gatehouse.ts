// Gatehouse as it is shipped, but for authentication at its gate: the first token that comes is verified, and from then on
// everybody is who that one was of, unasked. For the bench alone: the product has no such switch.

type Admit = (...asked: unknown[]) => Promise<unknown>;

const built = (path: string) => import(new URL(`../../dist/src/${path}`, import.meta.url).href);
const { CredentialVerifier } = (await built('oauth/tokens/credential-verifier.js')) as {
  CredentialVerifier: { prototype: { admit?: Admit } };
};
const { prototype } = CredentialVerifier;
const { admit } = prototype;
if (admit === undefined) throw new Error('callers are admitted elsewhere now: there is nothing to take out here');

let known: Promise<unknown> | undefined;
prototype.admit = function (...asked) {
  known ??= admit.apply(this, asked);
  return known;
};
await built('start.js');
