import { IsDefined, IsIn, IsOptional, MaxLength } from 'class-validator';
import type { Form } from '../../http/form.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ACCESS_TOKEN, ID_JAG, ID_TOKEN, JWT, TXN_TOKEN } from '../exchange/token-types.js';
import { TargetedRequest } from './scoped.request.js';

const LONGEST = { message: 'the token is too long' };

/** RFC 8693 §2.1. */
export class TokenExchangeRequest extends TargetedRequest {
  @IsDefined({ message: 'subject_token is missing' })
  @MaxLength(16_384, LONGEST)
  readonly subject_token: string;

  @IsDefined({ message: 'subject_token_type is missing' })
  @IsIn([ACCESS_TOKEN, ID_TOKEN, JWT, TXN_TOKEN], { message: 'this subject_token_type is not accepted' })
  readonly subject_token_type: string;

  @IsOptional()
  @MaxLength(16_384, LONGEST)
  readonly actor_token: string | undefined;

  @IsOptional()
  @IsIn([ACCESS_TOKEN, JWT], { message: 'this actor_token_type is not accepted' })
  readonly actor_token_type: string | undefined;

  @IsIn([ACCESS_TOKEN, ID_JAG, TXN_TOKEN], { message: 'this requested_token_type is not offered' })
  readonly requested_token_type: string;

  /** @throws OAuthError `invalid_request` when a token comes without its type, or the other way round */
  constructor(form: Form) {
    super(form);
    this.subject_token = form.one('subject_token') as string;
    this.subject_token_type = form.one('subject_token_type') as string;
    this.actor_token = form.one('actor_token');
    this.actor_token_type = form.one('actor_token_type');
    this.requested_token_type = form.one('requested_token_type') ?? ACCESS_TOKEN;
    if ((this.actor_token === undefined) !== (this.actor_token_type === undefined)) {
      throw new OAuthError('invalid_request', 'actor_token and actor_token_type go together');
    }
  }
}
