import type { Origin } from '../analytics/analytics.contract.js';

/** A browser in words, for people who look at a list; it may say of itself what it likes. */
export function deviceWords({ browser, os }: Origin): string {
  return [browser, os].filter((word) => word !== null).join(' on ') || 'Unknown browser';
}
