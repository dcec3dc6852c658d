import { Injectable } from '@nestjs/common';
import { SignInWaysStore } from '../identity/credentials/sign-in-ways.store.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { MULTI_FACTOR_ACR, PASSKEY_ACR, PASSWORD_ACR } from '../kernel/authentication-class.js';
import { FEDERATED_ACR } from './sign-in-means.js';

/** Which classes of authentication a person could sign in with, by what they have set up. */
@Injectable()
export class ReachableAcrs {
  constructor(
    private readonly ways: SignInWaysStore,
    private readonly factors: SecondFactors,
  ) {}

  async of(userId: string): Promise<readonly string[]> {
    const { password, passkeys, company, companyAcrs } = await this.ways.of(userId);
    const byPassword = (await this.factors.has(userId)) ? MULTI_FACTOR_ACR : PASSWORD_ACR;
    return [
      ...(password ? [byPassword] : []),
      ...(passkeys > 0 ? [PASSKEY_ACR] : []),
      ...(company ? [FEDERATED_ACR, ...companyAcrs] : []),
    ];
  }
}
