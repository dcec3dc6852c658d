import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem } from '../../kernel/problem.js';
import { Anyone } from '../access.js';
import { Assets } from './assets.js';
import { Brand } from './brand.js';

/** A year: the longest that caches are asked to keep anything. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** What pages refer to: stylesheet, icon, script, logo. */
@Controller('assets')
@Anyone()
export class AssetsController {
  constructor(
    private readonly assets: Assets,
    private readonly brand: Brand,
  ) {}

  /**
   * The logo on every page. The operator's file; whoever opens an SVG as a page of its own finds its scripts and
   * references dead.
   */
  @Get('logo')
  logo(@Res() response: Response): void {
    const { logo } = this.brand;
    if (logo === undefined) throw Problem.notFound('asset');
    response.set({
      'content-type': logo.type,
      'cache-control': 'public, max-age=3600',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    });
    response.send(logo.bytes);
  }

  /** Stylesheet, icon or script of the pages, under a name that changes with what is in it. */
  @Get(':name')
  one(@Req() request: Request, @Res() response: Response): void {
    const asset = this.assets.find(request.path);
    if (asset === null) throw Problem.notFound('asset');
    response.set({
      'content-type': asset.type,
      'cache-control': FOR_EVER,
      'cross-origin-resource-policy': 'same-origin',
    });
    response.send(asset.body);
  }
}
