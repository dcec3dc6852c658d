import { Controller, Get, Header, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Anyone } from '../../http/access.js';
import { contextOf } from '../../http/request-context.js';
import { Capabilities } from './capabilities.js';

/** Tells hosts that do not know this Gatehouse yet how to begin. */
@Controller('api/v1/bridge/capabilities')
@Anyone()
export class CapabilitiesController {
  constructor(private readonly capabilities: Capabilities) {}

  @Get()
  @Header('Cache-Control', 'public, max-age=300')
  tell(@Req() request: Request): object {
    return this.capabilities.told(contextOf(request).base);
  }
}
