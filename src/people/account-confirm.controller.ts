import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../http/access.js';
import type { FormRequest } from '../http/form.js';
import { seeOther } from '../http/see-other.js';
import { CONFIRM } from './account-parts.js';
import { signInPlace } from './sign-in-destinations.js';
import { type SignInPlace, SignInPages } from './sign-in-pages.js';
import { Visits } from './visits.js';

/** Somebody who is signed in proves once more that it is them, by any way that they have. */
@Controller(CONFIRM)
@Anyone()
export class AccountConfirmController {
  constructor(
    private readonly visits: Visits,
    private readonly pages: SignInPages,
  ) {}

  /** The page where somebody who is signed in proves once more that it is them, by any way that they have. */
  @Get()
  async show(@Query('to') to: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const person = await this.visits.person(request);
    if (person === null) return seeOther(response, '/sign-in');
    return this.pages.ask(request, response, placeOf(to), { person });
  }

  /** Somebody who is signed in proves once more that it is them. */
  @Post()
  @SigningIn()
  confirm(@Query('to') to: unknown, @Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.pages.attempt(request, response, placeOf(to));
  }
}

/** Leads on as the sign-in itself does. */
function placeOf(to: unknown): SignInPlace {
  const { action, next } = signInPlace(to);
  return { action: action.replace('/sign-in', CONFIRM), next, asks: { again: true } };
}
