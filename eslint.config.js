import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const word = (selector, message) => ({ selector, message });

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'bench/dist/',
      'node_modules/',
      'bench/node_modules/',
      'coverage/',
      'data/',
      '**/*.generated.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } },
    rules: {
      'max-lines': ['error', { max: 220, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 5 }],
      complexity: ['error', 12],
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-restricted-syntax': [
        'error',
        word('ExportDefaultDeclaration', 'Name what you export.'),
        word('CatchClause > BlockStatement[body.length=0]', 'Say what happens to the error.'),
        word("MemberExpression[object.name='URL'][property.name='canParse']", 'Use parsedUrl of the kernel.'),
        word("CallExpression[callee.name='forwardRef']", 'No forwardRef: cut the circle.'),
        word(
          'ClassDeclaration[id.name=/(Service|Manager|Helper|Utils?|Common|Impl|Handler|Processor)$/]',
          'Name the class by what it is.',
        ),
      ],
    },
  },
  {
    files: ['src/**'],
    rules: {
      'no-console': 'error',
      // One guarded way out (architecture rule 4): only the gate's relay speaks to URLs, through checked connections.
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Use outbound/.' }],
      'no-restricted-properties': [
        'error',
        ...['globalThis', 'global'].map((object) => ({ object, property: 'fetch', message: 'Use outbound/.' })),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...['undici', 'https', 'node:https', 'http2', 'node:http2', 'axios'].map((name) => ({
              name,
              message: 'Use outbound/, or the gate’s relay.',
            })),
            { name: 'jose', importNames: ['createRemoteJWKSet'], message: 'Use RemoteKeys of outbound/.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/outbound/**', 'src/proxy/{relay,upstream-dispatch}.ts', 'src/proxy/upstream-connections.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  // A walk over syntax asks of each node which one it is.
  { files: ['tools/**'], rules: { complexity: ['error', 18], 'max-lines': ['error', 300] } },
  { files: ['src/program.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**', 'demo/**', 'bench/**', 'src/**/*.spec.ts', '*.config.*'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  { files: ['eslint.config.js'], ...tseslint.configs.disableTypeChecked },
);
