import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Anyone, SigningIn } from '../../http/access.js';
import { type FormRequest, queryForm } from '../../http/form.js';
import { seeOther } from '../../http/see-other.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { type SignInPlace, SignInPages } from '../../people/sign-in-pages.js';
import { Visits } from '../../people/visits.js';
import { ConnectAnswers } from './connect-answers.js';
import { type ConnectRequest, connectPath, readConnectRequest } from './connect-request.js';
import { decisionOf, DevicePages } from './device-pages.js';

/**
 * A program on the person's computer asks for a code, and the person answers. The request is the query of the page and
 * of its forms, read anew each time; the form's token says that our page showed this very request to this very person.
 */
@Controller('account/devices/connect')
@Anyone()
export class ConnectController {
  constructor(
    private readonly visits: Visits,
    private readonly signIns: SignInPages,
    private readonly answers: ConnectAnswers,
    private readonly pages: DevicePages,
  ) {}

  /** A program on the person's computer asks for a code by opening this page. */
  @Get()
  async look(@Req() request: Request, @Res() response: Response): Promise<void> {
    const asked = askedIn(request);
    const person = await this.visits.person(request);
    if (person === null || !this.answers.mayAllow(person)) {
      const again = person === null ? {} : { person };
      return this.signIns.ask(request, response, signInPlace(asked), again);
    }
    this.pages.connect(request, response, person, asked);
  }

  /** The person signs in, and is asked about the program. */
  @Post('sign-in')
  @SigningIn()
  signIn(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    return this.signIns.attempt(request, response, signInPlace(askedIn(request)));
  }

  /** The person gives the program a code, or not. */
  @Post()
  async decide(@Req() request: FormRequest, @Res() response: Response): Promise<void> {
    const asked = askedIn(request);
    const person = await this.visits.person(request);
    // Signed out meanwhile: the page says what to do first.
    if (person === null) return seeOther(response, connectPath(asked));
    const form = this.visits.form(request, decisionOf(person, asked));
    switch (form.one('decision')) {
      case 'allow':
        if (!this.answers.mayAllow(person)) return seeOther(response, connectPath(asked));
        return seeOther(response, await this.answers.allow(person, asked));
      case 'deny':
        return seeOther(response, await this.answers.deny(person, asked));
      case 'switch':
        this.visits.forget(response);
        return seeOther(response, connectPath(asked));
      default:
        throw new PageRefusal(400, 'Please choose', 'Go back, and allow or deny it.', 'invalid_request');
    }
  }
}

function signInPlace(asked: ConnectRequest): SignInPlace {
  return { action: connectPath(asked, '/sign-in'), next: connectPath(asked), asks: { again: true } };
}

function askedIn(request: Request): ConnectRequest {
  return readConnectRequest(() => queryForm(request));
}
