import { Controller, Get, Param } from '@nestjs/common';
import { Administers } from '../http/access.js';
import type { Page } from '../kernel/page.js';
import { Problem } from '../kernel/problem.js';
import type { Definition } from '../settings/definition.js';
import { definitions } from '../settings/definitions.js';
import { limits } from '../settings/limits.js';
import type { Rate } from '../settings/readers.js';
import { Settings } from '../settings/settings.js';

interface SettingView {
  readonly name: string;
  readonly description: string;
  /** As text; null where it is a secret, and where there is none. */
  readonly value: string | null;
  readonly default: string;
  readonly source: 'default' | 'environment' | 'file';
  readonly secret: boolean;
}

interface LimitView {
  readonly name: string;
  readonly description: string;
  readonly count: number;
  readonly seconds: number;
  readonly source: SettingView['source'];
}

/** What the process that answers was started with. */
@Controller('api/v1/admin')
@Administers('settings')
export class SettingsAdminController {
  constructor(private readonly settings: Settings) {}

  /** All on one page: there are as many as there are. */
  @Get('settings')
  list(): Page<SettingView> {
    return { items: Object.keys(definitions).map((name) => this.setting(name)), next: null };
  }

  @Get('settings/:name')
  read(@Param('name') name: string): SettingView {
    if (!Object.hasOwn(definitions, name)) throw Problem.notFound('setting');
    return this.setting(name);
  }

  /** How much is admitted in what time; all on one page. */
  @Get('limits')
  limits(): Page<LimitView> {
    return { items: Object.keys(limits).map((name) => this.limit(name as keyof typeof limits)), next: null };
  }

  @Get('limits/:name')
  readLimit(@Param('name') name: string): LimitView {
    if (!Object.hasOwn(limits, name)) throw Problem.notFound('limit');
    return this.limit(name as keyof typeof limits);
  }

  private setting(name: string): SettingView {
    const { doc, secret, default: fallback } = definitions[name as keyof typeof definitions] as Definition<unknown>;
    const { source, text } = this.settings.origins[name] ?? { source: 'default', text: null };
    const value = secret || text === null || text === '' ? null : withoutUser(text);
    return { name, description: doc, value, default: fallback, source, secret };
  }

  private limit(name: keyof typeof limits): LimitView {
    const { count, seconds }: Rate = this.settings[name];
    const { source } = this.settings.origins[name] ?? { source: 'default' };
    return { name, description: limits[name].doc, count, seconds, source };
  }
}

/** A URL may bring a password, whatever it is for. */
function withoutUser(text: string): string {
  return text.replaceAll(/:\/\/[^/\s]*@/g, '://…@');
}
