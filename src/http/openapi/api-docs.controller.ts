import { Controller, Get, Header, Res } from '@nestjs/common';
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

  /** This page: the same document for people. */
  @Get('docs')
  page(@Res() response: Response): void {
    this.pages.send(response, { title: 'API', wide: true, body: ApiDocsPage({ document: this.document.read() }) });
  }
}
