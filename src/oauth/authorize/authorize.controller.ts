import { All, Controller, Header, HttpCode } from '@nestjs/common';
import { Anyone } from '../../http/access.js';

/**
 * The authorization endpoint. No client can be registered for the code grant yet, so every request is one of a client
 * that may not use it: a page that says so, never a redirect (RFC 6749 §4.1.2.1).
 */
@Controller('oauth/authorize')
@Anyone()
export class AuthorizeController {
  @All()
  @HttpCode(400)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  refuse(): string {
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cannot sign in</title>
<h1>This application cannot sign people in</h1>
<p>unauthorized_client: the application is not registered for the authorization code grant.</p></html>`;
  }
}
