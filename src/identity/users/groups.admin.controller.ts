import { Controller, Get, Param, Query } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { pageSize, readFilters, textFilter } from '../../http/page-query.js';
import { DEFAULT_PAGE, type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { UserStore } from './user.store.js';

interface GroupView {
  readonly name: string;
  /** How many people; who they are tells the list of users by its filter `group`. */
  readonly members: number;
}

/** Groups that people are in; one without anybody is none. */
@Controller('api/v1/admin/groups')
@Administers('users')
export class GroupsAdminController {
  constructor(private readonly users: UserStore) {}

  @Get()
  async list(@Query() query: Record<string, unknown>): Promise<Page<GroupView>> {
    const { after, limit = DEFAULT_PAGE } = readFilters(query, { after: nameOf, limit: pageSize });
    return pageOf(
      await this.users.groups(after ?? null, limit),
      limit,
      ({ name }) => name,
      (group) => group,
    );
  }

  @Get(':name')
  async read(@Param('name') name: string): Promise<GroupView> {
    const members = await this.users.membersOf(name);
    if (members === 0) throw Problem.notFound('group');
    return { name, members };
  }
}

/** A cursor of this list is the last name. */
function nameOf(text: string): string {
  return textFilter(Buffer.from(text, 'base64url').toString());
}
