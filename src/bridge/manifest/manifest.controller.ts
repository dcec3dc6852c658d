import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Devices } from '../../http/access.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { isTagKnown } from '../../kernel/entity-tag.js';
import { CallingDevices } from '../devices/calling-device.js';
import { Manifests } from './manifests.js';

/** What a device's person may reach, signed; the keys are at `/api/v1/bridge/pubkey`. */
@Controller('api/v1/bridge/manifest')
@Devices()
export class ManifestController {
  constructor(
    private readonly manifests: Manifests,
    private readonly devices: CallingDevices,
  ) {}

  /**
   * What a device's person may reach, signed; the keys are at `/api/v1/bridge/pubkey`. 304 for a host that has the same
   * already (RFC 9110 §13.1.2).
   */
  @Get()
  async read(@TheCaller() caller: Caller, @Req() request: Request, @Res() response: Response): Promise<void> {
    const content = await this.manifests.content(caller, await this.devices.of(caller), contextOf(request));
    const tag = this.manifests.tag(content);
    response.setHeader('etag', tag);
    response.setHeader('cache-control', 'private, no-cache');
    if (isTagKnown(request.headers['if-none-match'], tag)) return void response.status(304).end();
    // Not through Express, which would add a charset that the type does not have (RFC 7515 §9.2.1).
    response.setHeader('content-type', 'application/jose');
    response.end(await this.manifests.sign(content));
  }
}
