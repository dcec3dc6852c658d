import { Injectable } from '@nestjs/common';
import type { Picture } from '../../settings/readers.js';
import { Settings } from '../../settings/settings.js';
import { type Accent, darkAccent, lightAccent } from './palette.js';

/** What is the operator's own on the pages: name, colour, logo, and the host that people should see in the address. */
@Injectable()
export class Brand {
  readonly name: string;
  readonly host: string;
  readonly light: Accent;
  readonly dark: Accent;
  readonly logo: Picture | undefined;

  constructor(settings: Settings) {
    this.name = settings.BRAND_NAME;
    this.host = new URL(settings.PUBLIC_URL).host;
    this.light = lightAccent(settings.BRAND_COLOR);
    this.dark = darkAccent(settings.BRAND_COLOR);
    this.logo = settings.BRAND_LOGO_FILE;
  }
}
