import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../http/access.js';
import type { FormRequest } from '../http/form.js';
import { signInPlace } from './sign-in-destinations.js';
import { SignInPages } from './sign-in-pages.js';

/** Signing in to one's own account. An application's sign-in has a path of its own. */
@Controller('sign-in')
@Anyone()
export class SignInController {
  constructor(private readonly pages: SignInPages) {}

  @Get()
  show(
    @Query('set') set: unknown,
    @Query('to') to: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const shown = set === '1' ? { notice: 'Your password is set. Sign in with it.' } : {};
    return this.pages.ask(request, response, signInPlace(to), shown);
  }

  @Post()
  @SigningIn()
  signIn(@Query('to') to: unknown, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.pages.attempt(request, response, signInPlace(to));
  }
}
