import { Controller, Get, Header } from '@nestjs/common';
import { Anyone } from '../../http/access.js';
import { ServerMetadata } from './server-metadata.js';

/**
 * Authorization server metadata (RFC 8414 §3, OpenID Connect Discovery §4). The issuer has no path, so the
 * path-inserted forms that clients derive from a resource's path lead here as well.
 */
@Controller('.well-known')
@Anyone()
export class MetadataController {
  constructor(private readonly metadata: ServerMetadata) {}

  /**
   * Metadata of the authorization server (RFC 8414 §3). The issuer has no path, so clients that derive one from a
   * resource's path find the same there.
   */
  @Get(['oauth-authorization-server', 'oauth-authorization-server/*path'])
  @Header('Cache-Control', 'public, max-age=300')
  authorizationServer(): Promise<object> {
    return this.metadata.authorizationServer();
  }

  /** Metadata of the OpenID provider (OpenID Connect Discovery §4). */
  @Get(['openid-configuration', 'openid-configuration/*path'])
  @Header('Cache-Control', 'public, max-age=300')
  openid(): Promise<object> {
    return this.metadata.openid();
  }
}
