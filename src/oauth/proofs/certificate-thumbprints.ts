import { Injectable } from '@nestjs/common';
import type { Request } from 'express';

/** The certificate that a client showed with its request, as tokens name it (RFC 8705 §3.1). */
@Injectable()
export class CertificateThumbprints {
  /** base64url of the SHA-256 of its DER; undefined when there is none that could be believed. */
  of(_request: Request): string | undefined {
    return undefined;
  }
}
