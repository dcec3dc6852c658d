import { configDefaults, defineConfig } from 'vitest/config';

// `.ci/suites` installs what these need beyond Node, and says so here.
const browser = process.env['BROWSER_TESTS'] === '1' ? [] : ['test/browser/**'];
const checkers = process.env['CHECKERS'] ? [] : ['test/peers/checkers/**'];
const journeys = browser.length + checkers.length === 0 ? [] : ['test/journeys/**'];

export default defineConfig({
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    exclude: [...configDefaults.exclude, ...browser, ...checkers, ...journeys],
    globalSetup: ['test/support/database.setup.ts', 'test/support/programs.setup.ts'],
    setupFiles: ['test/support/reflect.setup.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
