import type { NextFunction, Request, Response } from 'express';

/** Public documents may be read by pages of any origin: no cookie or token decides what they say (RFC 9728 §3.2). */
export function publicCors(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('access-control-allow-origin', '*');
  if (request.method !== 'OPTIONS') return next();
  response.setHeader('access-control-allow-methods', 'GET, HEAD');
  response.setHeader('access-control-allow-headers', 'mcp-protocol-version');
  response.setHeader('access-control-max-age', '86400');
  response.status(204).end();
}
