import { Transform } from 'class-transformer';
import { EmailAddress, ListOf, Omittable, OneOf, Text } from '../../http/fields.js';
import { Example } from '../../http/openapi/described-fields.js';
import { SCOPE_NAME } from '../../kernel/scope-set.js';
import type { Status } from './user.entity.js';

/** Names of groups, as rules name them. */
const GROUP_NAME = /^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/;

/** A person, as an administrator writes it down. */
@Example(
  { email: 'ada@example.com', name: 'Ada Lovelace', roles: ['user'], groups: ['engineering'] },
  { name: 'Ada King', groups: ['engineering', 'on-call'] },
)
export class UserRequest {
  /** One mailbox is one person, however it is typed. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @EmailAddress()
  email!: string;

  @Text(1, 200)
  name!: string;

  @ListOf(SCOPE_NAME, 'scope names', 1, 50)
  roles!: string[];

  @Omittable()
  @ListOf(GROUP_NAME, 'names of groups', 0, 100)
  groups: string[] = [];

  @Omittable()
  @OneOf('active', 'inactive')
  status: Status = 'active';
}
