import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Anyone } from '../http/access.js';
import { contextOf } from '../http/request-context.js';
import { Problem } from '../kernel/problem.js';
import { ROLE_NAMES } from '../kernel/roles.js';
import { DPOP_ALGORITHMS, type RequiredBinding } from '../kernel/token-binding.js';
import { Settings } from '../settings/settings.js';
import { gatePath } from './gate-path.js';
import type { UpstreamKind } from './upstreams/upstream.entity.js';
import { Upstreams } from './upstreams/upstreams.contract.js';

/** Protected resource metadata, one document for each upstream and one for the admin API (RFC 9728 §3). */
@Controller('.well-known/oauth-protected-resource')
@Anyone()
export class ResourceMetadataController {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly settings: Settings,
  ) {}

  /** Protected resource metadata of administration and userinfo (RFC 9728 §3). */
  @Get()
  @Header('Cache-Control', 'public, max-age=60')
  issuer(@Req() request: Request): object {
    return this.document(contextOf(request).base, [...ROLE_NAMES], 'Gatehouse', 'none');
  }

  /** Protected resource metadata of an MCP server: where its tokens come from (RFC 9728 §3). */
  @Get('api/v1/mcp/:server')
  @Header('Cache-Control', 'public, max-age=60')
  mcp(@Param('server') name: string, @Req() request: Request): Promise<object> {
    return this.upstream('mcp', name, contextOf(request).base);
  }

  /** Protected resource metadata of an A2A agent: where its tokens come from (RFC 9728 §3). */
  @Get('api/v1/agents/:server')
  @Header('Cache-Control', 'public, max-age=60')
  agent(@Param('server') name: string, @Req() request: Request): Promise<object> {
    return this.upstream('a2a', name, contextOf(request).base);
  }

  /** `resource` is byte for byte what the client dialled (RFC 9728 §3.3). */
  private async upstream(kind: UpstreamKind, name: string, base: string): Promise<object> {
    const upstream = await this.upstreams.find(kind, name);
    if (upstream === null) throw Problem.notFound('resource');
    const { requiredScopes, requiredTokenBinding } = upstream;
    return this.document(base + gatePath(kind, upstream.name), requiredScopes, upstream.name, requiredTokenBinding);
  }

  private document(resource: string, scopes: readonly string[], name: string, required: RequiredBinding): object {
    const bound = [required, this.settings.REQUIRED_TOKEN_BINDING];
    return {
      resource,
      authorization_servers: [this.settings.PUBLIC_URL],
      ...(scopes.length > 0 ? { scopes_supported: scopes } : {}),
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
      ...(bound.includes('dpop') ? { dpop_bound_access_tokens_required: true } : {}),
      ...(this.settings.takesCertificates ? { tls_client_certificate_bound_access_tokens: true } : {}),
      resource_name: name,
    };
  }
}
