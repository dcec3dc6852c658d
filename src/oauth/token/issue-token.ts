import { Injectable } from '@nestjs/common';
import { type Answer, type Decided, GrantAnswers } from './grant-answers.js';
import type { GrantRequest } from './grant-request.js';
import { TokenRefusals } from './token-refusals.js';

/** Last step of every grant: what it decided becomes an answer, and a refusal is recorded. */
@Injectable()
export class IssueToken {
  constructor(
    private readonly answers: GrantAnswers,
    private readonly refusals: TokenRefusals,
  ) {}

  /** @throws whatever the grant throws, once it is recorded */
  async after(decide: () => Promise<Decided>, request: GrantRequest): Promise<Answer> {
    const { confirmation, client = null, grantType = '' } = request;
    try {
      return await this.answers.to(await decide(), grantType, confirmation, client);
    } catch (error) {
      await this.refusals.record(request, error);
      throw error;
    }
  }
}
