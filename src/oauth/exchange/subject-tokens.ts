import { Injectable } from '@nestjs/common';
import { CallerVerifier, TokenRefused } from '../../http/access.js';
import { joinTransaction } from '../../http/request-context.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import type { Transaction } from '../../identity/changes.store.js';
import { type Delegable, SessionDirectory } from '../../identity/sessions/session.directory.js';
import type { Authentication } from '../../identity/sessions/session-row.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import type { Authority } from '../../kernel/authority.js';
import { type AccessTokenClaims, type Actor, type Caller, MOST_ACTORS } from '../../kernel/caller.js';
import { NotJws, readCompactJws } from '../../kernel/compact-jws.js';
import { below, type Lineage } from '../../kernel/lineage.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { type Confirmation, isHeldBy } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import type { ForeignGrounds } from '../tokens/authorization.js';
import { depthOf } from './delegation.rules.js';

/** In whose name a client wants to act, as a token proved it, and how far. */
export interface Subject {
  readonly sub: string;
  readonly userId: string | null;
  /** Roles of the person now. */
  readonly roles: readonly string[];
  readonly owner?: string;
  /** Who acted until now. */
  readonly act?: Actor;
  /** The session that the new one ends with; null when it is none of ours. */
  readonly sessionId: string | null;
  /** Of what is opened from it. */
  readonly lineage: Lineage;
  /** Where it is used when nothing is asked for; none: what is the client's default. */
  readonly audiences: readonly string[];
  readonly authority: Authority;
  readonly authentication?: Authentication;
  readonly grounds?: ForeignGrounds;
  /** Spends it, or holds it as it is, in the commit of what is opened with it. @returns whether it was still good */
  readonly hold: (transaction: Transaction) => Promise<boolean>;
  /** What is said when it was not. */
  readonly lost: OAuthError;
}

const UNFIT = 'the subject_token is not one that is accepted';

/** Reads subject and actor tokens: whose they are, whether they are good now, and who may exchange them. */
@Injectable()
export class SubjectTokens {
  constructor(
    private readonly verifier: CallerVerifier,
    private readonly directory: SessionDirectory,
    private readonly sessions: SessionStore,
    private readonly settings: Settings,
  ) {}

  /** Whether a token says that it is ours; what cannot be read is refused as one of somebody else's. */
  isOurs(token: string): boolean {
    try {
      return readCompactJws(token).claims['iss'] === this.settings.PUBLIC_URL;
    } catch (error) {
      if (error instanceof NotJws) return false;
      throw error;
    }
  }

  /**
   * An access token of ours, whose session lives.
   * @param held by the client: of a token that is bound nobody else makes another (RFC 9449 §7, RFC 8705 §3)
   * @throws OAuthError `invalid_request` (RFC 8693 §2.2.2), in the same words whatever is wrong with the token
   */
  async ofOurs(token: string, client: RegisteredClient, held: Confirmation | undefined): Promise<Subject> {
    const caller = await this.verified(token, held, UNFIT);
    const { claims } = caller;
    const { sub, act, sid } = claims;
    const { txn, ancestors } = caller.lineage;
    joinTransaction(txn, { sub, ...(act && { act }), sid, ancestors });
    const delegable = await this.directory.findDelegable(claims.sid);
    if (delegable === null || !mayExchange(client, delegable)) {
      throw new OAuthError('invalid_request', UNFIT, { cause: 'the client may not exchange tokens of that client' });
    }
    return {
      sub: claims.sub,
      userId: caller.userId,
      roles: caller.roles,
      ...(claims.owner === undefined ? {} : { owner: claims.owner }),
      ...(claims.act === undefined ? {} : { act: claims.act }),
      sessionId: claims.sid,
      lineage: below(claims.sid, caller.lineage),
      audiences: caller.audiences,
      authority: {
        scope: caller.scopes,
        audiences: delegable.audiences,
        expiresAt: endOf(claims, delegable),
        delegations: MOST_ACTORS - depthOf(claims.act),
      },
      ...authenticationOf(claims),
      hold: (transaction) => this.sessions.holdOpen(transaction, claims.sid),
      lost: new OAuthError('invalid_request', UNFIT, { cause: 'the session was closed' }),
    };
  }

  /**
   * A token by which the client proves once more that it is itself who acts (RFC 8693 §2.1).
   * @returns when it ends, seconds since 1970
   * @throws OAuthError `invalid_request`
   */
  async actorEnd(token: string, client: RegisteredClient, held: Confirmation | undefined): Promise<number> {
    const { claims } = await this.verified(token, held, 'the actor_token is not one that is accepted');
    const itself = claims.sub === client.clientId || (claims.act?.sub === client.clientId && !claims.act.act);
    if (claims.client_id !== client.clientId || !itself) {
      throw new OAuthError('invalid_request', 'the actor_token must be a token of the client itself');
    }
    return claims.exp;
  }

  private async verified(token: string, held: Confirmation | undefined, text: string): Promise<Caller> {
    try {
      const caller = await this.verifier.verify(token, null);
      if (isHeldBy(caller.claims.cnf ?? {}, held)) return caller;
      throw new TokenRefused('The token is bound to another key.');
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw new OAuthError('invalid_request', text, { cause: error.message });
    }
  }
}

/** Itself, one of the same owner, or one that the token's client lets do so (architecture, "who may exchange"). */
export function mayExchange({ clientId, owner }: RegisteredClient, { ownerId, ...other }: Delegable): boolean {
  return (
    other.clientId === clientId || (ownerId !== null && ownerId === owner?.id) || other.exchangeFrom.includes(clientId)
  );
}

/** The token is refused from the end of its client on, which is not in the token: what comes of it must not outlive it. */
function endOf({ exp }: AccessTokenClaims, { clientEnd }: Delegable): number {
  return clientEnd === null ? exp : Math.min(exp, Math.floor(clientEnd.getTime() / 1000));
}

function authenticationOf({ auth_time, acr, amr }: AccessTokenClaims): { authentication?: Authentication } {
  if (auth_time === undefined || acr === undefined || amr === undefined) return {};
  return { authentication: { at: new Date(auth_time * 1000), acr, amr } };
}
