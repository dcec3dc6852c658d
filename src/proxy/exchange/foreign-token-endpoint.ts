import { Injectable } from '@nestjs/common';
import { FetchRefused, UnusableAnswer } from '../../outbound/fetch-refused.js';
import { FormPost } from '../../outbound/form-post.js';
import { MintedTokens, type TokenCall } from '../minted-tokens.js';
import { CredentialVault } from '../upstreams/credential-vault.js';
import type { ExchangedCredential } from '../upstreams/upstream-credential.js';
import { ExchangeRefused } from './exchange-refused.js';
import { readTokenAnswer, type TokenAnswer } from './token-answer.rules.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** Whether a call is the gate's own, such as the question for an agent's card: nobody's session is behind it. */
export function isOfGate({ admission }: TokenCall): boolean {
  return admission.caller.claims.sid === '';
}

/** Asks the token endpoint of a foreign authorization server, as the client that an administrator registered there. */
@Injectable()
export class ForeignTokenEndpoint {
  constructor(
    private readonly post: FormPost,
    private readonly vault: CredentialVault,
    private readonly minted: MintedTokens,
  ) {}

  /**
   * A token for whoever calls (RFC 8693 §2.1), or for the gate itself (RFC 6749 §4.4): it is nobody that the server knows
   * but its own client.
   * @throws ExchangeRefused, CredentialNotOpened
   */
  async exchange(call: TokenCall, credential: ExchangedCredential): Promise<TokenAnswer> {
    const { audience, resource, scope, requested_token_type } = credential;
    const target = { audience, resource, scope };
    if (isOfGate(call)) {
      const answer = await this.ask(call, credential, { grant_type: 'client_credentials', ...target });
      return { ...answer, refreshToken: null };
    }
    const isJwt = credential.subject_token_type.endsWith(':jwt');
    const aud = credential.subject_token_audience ?? credential.token_endpoint;
    return this.ask(call, credential, {
      grant_type: EXCHANGE,
      subject_token: await this.minted.mint(call, aud, { typ: isJwt ? 'JWT' : 'at+jwt' }),
      subject_token_type: credential.subject_token_type,
      requested_token_type,
      ...target,
    });
  }

  /** RFC 6749 §6, RFC 8707 §2.2. @throws ExchangeRefused, CredentialNotOpened */
  refresh(call: TokenCall, credential: ExchangedCredential, refreshToken: string): Promise<TokenAnswer> {
    const { resource } = credential;
    return this.ask(call, credential, { grant_type: 'refresh_token', refresh_token: refreshToken, resource });
  }

  private async ask(
    { admission }: TokenCall,
    credential: ExchangedCredential,
    fields: Readonly<Record<string, string | undefined>>,
  ): Promise<TokenAnswer> {
    const { client_id: id, token_endpoint_auth_method: method } = credential;
    const secret = this.vault.openClient(admission.upstream, credential);
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
    if (method === 'client_secret_post') {
      form.set('client_id', id);
      form.set('client_secret', secret);
    }
    const headers: Record<string, string> =
      method === 'client_secret_basic' ? { authorization: basic(id, secret) } : {};
    try {
      return readTokenAnswer(await this.post.send(credential.token_endpoint, form, headers));
    } catch (error) {
      if (!(error instanceof FetchRefused)) throw error;
      throw new ExchangeRefused(error instanceof UnusableAnswer ? 'answer' : 'unavailable', null, error.message);
    }
  }
}

/** Both parts form-encoded first (RFC 6749 §2.3.1). */
function basic(id: string, secret: string): string {
  const [name, password] = [id, secret].map((part) => new URLSearchParams({ '': part }).toString().slice(1));
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
