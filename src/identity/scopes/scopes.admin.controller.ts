import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { PageQuery } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { BUILT_IN_SCOPES, SCOPE_NAME } from '../../kernel/scope-set.js';
import { Changes, doneBy } from '../changes.store.js';
import { isBuiltIn, ScopeCatalogue } from './scope.catalogue.js';
import { ScopeRequest } from './scope.request.js';
import { ScopeStore } from './scope.store.js';
import { scopeView } from './scope.view.js';

type ScopeView = ReturnType<typeof scopeView>;

const conflicts = {
  scopes_name: Problem.conflict('There is a scope with this name.', [{ pointer: '/name', detail: 'is taken' }]),
};

/** Places of the built-in scopes in the list: before every id that was made. */
const builtIn = BUILT_IN_SCOPES.map((scope, index) => ({
  ...scope,
  id: `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`,
}));

const ScopeName = new PathId('scope', (text) => SCOPE_NAME.test(text));

/** Scopes, for administrators: the built-in ones, and their own. */
@Controller('api/v1/admin/scopes')
@Administers('scopes')
@Versioned('scopes', { key: 'name', param: 'name', member: 'name', by: ['tier', 'description'] })
export class ScopesAdminController {
  constructor(
    private readonly changes: Changes,
    private readonly scopes: ScopeStore,
    private readonly catalogue: ScopeCatalogue,
  ) {}

  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScopeView> {
    const { value, wrong } = examined(ScopeRequest, body);
    if (!wrong.has('name') && isBuiltIn(value.name)) wrong.add('name', 'is the name of a built-in scope');
    wrong.refuse();
    const { name, tier, description } = value;
    await this.changes.record(
      async (transaction) => {
        if (await this.scopes.insert(transaction, { name, tier, description })) return;
        throw Problem.conflict('There are as many scopes as there may be.');
      },
      () => doneBy(caller, 'scope.created', { name, tier }),
      conflicts,
    );
    response.location(`/api/v1/admin/scopes/${encodeURIComponent(name)}`);
    return scopeView(value);
  }

  @Get()
  async list(@PageQuery() page: PageRequest): Promise<Page<ScopeView>> {
    const { after, limit } = page;
    const first = builtIn.filter(({ id }) => after === null || id > after);
    const rows = first.length > limit ? first : [...first, ...(await this.scopes.list(page))];
    return pageOf(rows, limit, ({ id }) => id, scopeView);
  }

  @Get(':name')
  async read(@Param('name', ScopeName) name: string): Promise<ScopeView> {
    const scope = (await this.catalogue.find([name])).get(name);
    if (scope === undefined) throw Problem.notFound('scope');
    return scopeView(scope);
  }

  /** One that somebody uses stays, and so do the built-in ones. */
  @Delete(':name')
  @HttpCode(204)
  async remove(@Param('name', ScopeName) name: string, @TheCaller() caller: Caller): Promise<void> {
    if (isBuiltIn(name)) throw Problem.conflict('A built-in scope cannot be deleted.');
    await this.changes.record(
      async (transaction) => {
        const outcome = await this.scopes.delete(transaction, name);
        if (outcome === null) throw Problem.notFound('scope');
        if (outcome !== 'deleted') throw Problem.conflict(`The scope is used by ${outcome.usedBy}.`);
      },
      () => doneBy(caller, 'scope.deleted', { name }),
    );
  }
}
