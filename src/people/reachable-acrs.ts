import { Injectable } from '@nestjs/common';
import { SignInWaysStore } from '../identity/credentials/sign-in-ways.store.js';
import { PASSKEY_ACR, PASSWORD_ACR } from '../kernel/authentication-class.js';

/** Which classes of authentication a person could sign in with, by what they have set up. */
@Injectable()
export class ReachableAcrs {
  constructor(private readonly ways: SignInWaysStore) {}

  async of(userId: string): Promise<readonly string[]> {
    const { password, passkeys } = await this.ways.of(userId);
    return [...(password ? [PASSWORD_ACR] : []), ...(passkeys > 0 ? [PASSKEY_ACR] : [])];
  }
}
