import { Injectable } from '@nestjs/common';
import type { Form } from '../../http/form.js';
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';

/**
 * Whose grant a token request brings. A client that proves itself by a secret in the form need not say its name as well:
 * the code or refresh token tells whom to expect, and its secret must be that client's.
 */
@Injectable()
export class PresentedGrant {
  constructor(
    private readonly codes: AuthorizationCodeStore,
    private readonly refreshTokens: RefreshTokenStore,
  ) {}

  async clientIdOf(form: Form): Promise<string | null> {
    const [code, refreshToken] = [form.one('code'), form.one('refresh_token')];
    if (code !== undefined) return (await this.codes.find(code))?.clientId ?? null;
    if (refreshToken !== undefined) return (await this.refreshTokens.find(refreshToken))?.clientId ?? null;
    return null;
  }
}
