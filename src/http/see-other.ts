import type { Response } from 'express';

/** 303: what was posted, a password among it, is never posted again (OAuth 2.1 §7.5.3). */
export function seeOther(response: Response, location: string): void {
  response.status(303).set({ 'cache-control': 'no-store', location }).end();
}
