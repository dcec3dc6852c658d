import { Injectable } from '@nestjs/common';
import { Brand } from './brand.js';
import { FORM_POST_SCRIPT, formPostScript } from './form-post-script.js';
import { hashedName } from './hashed-name.js';
import { icon } from './icon.js';
import { PASSKEY_SCRIPT, passkeyScript } from './passkey-script.js';
import { stylesheet } from './stylesheet.js';

/** One file that pages refer to. */
export interface Asset {
  readonly type: string;
  readonly body: string;
}

/** The files that pages refer to, each under a name that changes with its content. */
@Injectable()
export class Assets {
  readonly stylesheetPath: string;
  readonly iconPath: string;
  private readonly byPath = new Map<string, Asset>();

  constructor(brand: Brand) {
    const style = stylesheet(brand.light, brand.dark);
    const picture = icon(brand.light);
    this.stylesheetPath = `/assets/${hashedName('style', 'css', style)}`;
    this.iconPath = `/assets/${hashedName('icon', 'svg', picture)}`;
    this.byPath.set(this.stylesheetPath, { type: 'text/css; charset=utf-8', body: style });
    this.byPath.set(this.iconPath, { type: 'image/svg+xml; charset=utf-8', body: picture });
    this.byPath.set(FORM_POST_SCRIPT, { type: 'text/javascript; charset=utf-8', body: formPostScript });
    this.byPath.set(PASSKEY_SCRIPT, { type: 'text/javascript; charset=utf-8', body: passkeyScript });
  }

  find(path: string): Asset | null {
    return this.byPath.get(path) ?? null;
  }
}
