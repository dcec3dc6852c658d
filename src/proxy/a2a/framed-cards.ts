import { Injectable } from '@nestjs/common';
import { contextOf } from '../../http/request-context.js';
import type { JsonObject } from '../../kernel/json-value.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { gatePath } from '../gate-path.js';
import type { Admission, GateRequest } from '../gate-request.js';
import { type CardFrame, framedCard, interfacesOf } from './agent-card.rules.js';
import { CARD_TYP, signedForm } from './card-signature.rules.js';
import { HiddenHosts } from './hidden-hosts.rules.js';

/** Makes an agent's card one of the gate's: our addresses, our ways to get a token, our signature. */
@Injectable()
export class FramedCards {
  constructor(
    private readonly keys: KeyRing,
    private readonly settings: Settings,
  ) {}

  /** @param proto whether it is answered over HTTP+JSON */
  frame({ upstream }: Admission, request: GateRequest, card: JsonObject, proto = false): object {
    const url = contextOf(request).base + gatePath(upstream.kind, upstream.name);
    const frame: CardFrame = {
      url,
      issuer: this.settings.PUBLIC_URL,
      scopes: upstream.requiredScopes,
      proto,
      hidden: new HiddenHosts([upstream.url, ...interfacesOf(card).map((one) => one.url)], url),
    };
    return framedCard(card, frame);
  }

  /** With our signature over it, which the issuer's key set verifies (A2A 1.0 §8.4). */
  async signed(card: object): Promise<object> {
    const form = signedForm(card);
    if (form === null) return card;
    const [header, , signature] = (await this.keys.sign(CARD_TYP, form)).split('.');
    return { ...card, signatures: [{ protected: header, signature }] };
  }
}
