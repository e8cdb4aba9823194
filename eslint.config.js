import eslint from '@eslint/js'
import globals from 'globals'
import boundaries from 'eslint-plugin-boundaries'
import tseslint from 'typescript-eslint'
import { ZONES } from './scripts/zones.js'

const element = (zone) => ({ element: { type: zone } })

/** Each zone may import itself, the zones and the packages that its row names, and Node. */
const policies = ZONES.flatMap(({ zone, imports, packages }) => [
  ...[zone, ...imports, ...(zone === 'shared' ? ['locales'] : [])].map((to) => ({
    from: element(zone),
    allow: { to: element(to) },
  })),
  ...packages.map((source) => ({ from: element(zone), allow: { to: { module: { origin: 'external', source } } } })),
  ...(zone === 'shared' ? [] : [{ from: element(zone), allow: { to: { module: { origin: 'core' } } } }]),
])

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'bench/node_modules/', 'bench/results/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // Numbers are plain in a sentence; everything else must be made into text on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Letters outside of the first plane are counted as one on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
      // `as T` says what it is; `!` only that it is not nothing.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Half of the platform's callbacks return something that nobody wants.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Index signatures are read with brackets on purpose (noPropertyAccessFromIndexSignature's habit).
      '@typescript-eslint/dot-notation': 'off',
      // Interfaces demand async of functions that have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // `||` is meant where an empty text counts as none.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': ZONES.map(({ zone, pattern }) => ({ type: zone, pattern, partialMatch: false })),
      'boundaries/include': ['src/**/*', 'resources/locales/**/*'],
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.json', '.js', '.mjs'] } },
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', policies, checkAllOrigins: true }] },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // Tests hand in what is not there on purpose, and read what a match has just proven.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // Contract functions are taken out of their object to be called by a test.
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
    },
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
)
