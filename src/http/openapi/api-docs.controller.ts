import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Anyone } from '../access.js';
import { Pages } from '../pages/pages.js';
import { ApiDocsPage } from './api-docs.page.js';
import { ApiDocument } from './api-document.js';

/** What this interface is, for programs and for people. */
@Controller('api')
@Anyone()
export class ApiDocsController {
  constructor(
    private readonly document: ApiDocument,
    private readonly pages: Pages,
  ) {}

  /** The OpenAPI document, version 3.1. */
  @Get('openapi.json')
  @Header('Cache-Control', 'public, max-age=300')
  json(): object {
    return this.document.read();
  }

  /** This page: the same document for people; with `q` only the operations that have all of its words. */
  @Get('docs')
  page(@Query('q') q: unknown, @Res() response: Response): void {
    const body = ApiDocsPage({ document: this.document.read(), asked: typeof q === 'string' ? q : '' });
    this.pages.send(response, { title: 'API', wide: true, body });
  }
}
