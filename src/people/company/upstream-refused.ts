/** Why a provider's answer lets nobody in. */
export type UpstreamReason = 'denied' | 'away' | 'misconfigured' | 'not_believed';

/** A provider did not sign anybody in, or what it said cannot be believed. */
export class UpstreamRefused extends Error {
  override readonly name = 'UpstreamRefused';

  /** @param code what exactly, for whoever has to mend it: never a part of a token */
  constructor(
    readonly reason: UpstreamReason,
    readonly code: string,
    options: ErrorOptions = {},
  ) {
    super(`the provider's answer is of no use: ${code}`, options);
  }
}
