import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../http/access.js';
import type { FormRequest } from '../http/form.js';
import { signInPlace } from './sign-in-destinations.js';
import { SignInPages } from './sign-in-pages.js';

/** What whoever comes from a setup link has just done. */
const notices: ReadonlyMap<unknown, string> = new Map([
  ['1', 'Your password is set. Sign in with it.'],
  ['passkey', 'Your passkey is set. Sign in with it.'],
]);

/** Signing in to one's own account. An application's sign-in has a path of its own. */
@Controller('sign-in')
@Anyone()
export class SignInController {
  constructor(private readonly pages: SignInPages) {}

  /** The page to sign in to one's own account. An application's sign-in has a path of its own. */
  @Get()
  show(
    @Query('set') set: unknown,
    @Query('to') to: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const notice = notices.get(set);
    return this.pages.ask(request, response, signInPlace(to), notice === undefined ? {} : { notice });
  }

  /** A person signs in to their own account. */
  @Post()
  @SigningIn()
  signIn(@Query('to') to: unknown, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.pages.attempt(request, response, signInPlace(to));
  }
}
