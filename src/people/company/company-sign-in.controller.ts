import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SigningIn } from '../../http/access.js';
import { CALLBACK_PATH } from '../../identity/sign-in-providers/sign-in-provider.view.js';
import { CompanySignIns } from './company-sign-ins.js';

/** Where people come back to from a company's provider; they leave by a form of the sign-in page. */
@Controller(CALLBACK_PATH)
export class CompanySignInController {
  constructor(private readonly signIns: CompanySignIns) {}

  @Get(':slug')
  @SigningIn()
  finish(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.signIns.finish(request, response, slug);
  }
}
