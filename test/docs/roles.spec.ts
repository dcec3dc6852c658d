import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rolesList, rolesTable } from '../../src/kernel/roles-docs.js';

it('docs/roles.md has the table of the code', () => {
  const page = readFileSync('docs/roles.md', 'utf8');
  expect(page).toContain(rolesList());
  expect(page).toContain(rolesTable());
});
