// Faults in the scripts beside what their types show. Syntax and globals are limited to what each
// kind of script runs on; the built-ins of the language by `lib` in tsconfig.json.

import js from '@eslint/js';
import globals from 'globals';

const RULES = {
  ...js.configs.recommended.rules,
  'array-callback-return': 'error',
  'consistent-return': 'error',
  curly: ['error', 'multi-line', 'consistent'],
  'default-case-last': 'error',
  eqeqeq: 'error',
  // Texts are cleaned of control characters, and laid out with ideographic spaces.
  'no-control-regex': 'off',
  'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipRegExps: true }],
  'no-else-return': 'error',
  'no-implicit-coercion': 'error',
  'no-param-reassign': 'error',
  'no-shadow': 'error',
  'no-throw-literal': 'error',
  'no-unused-expressions': 'error',
  'no-unused-vars': ['error', { caughtErrors: 'none', ignoreRestSiblings: true }],
  'no-use-before-define': ['error', { functions: false, variables: false }],
  'no-useless-return': 'error',
};

const MODULE_RULES = {
  ...RULES,
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-template': 'error',
};

// Of the browser, newer than Chromium 72. The tests run the widget in Chromium 72; this says it sooner.
const NEW_GLOBALS = [
  'CompressionStream',
  'DecompressionStream',
  'FinalizationRegistry',
  'WeakRef',
  'reportError',
  'structuredClone',
];
const NEW_PROPERTIES = [
  'attachInternals',
  'checkVisibility',
  'getAnimations',
  'randomUUID',
  'replaceChildren',
  'requestSubmit',
  'showPicker',
  'showPopover',
  'throwIfAborted',
];
const OLD_BROWSER_RULES = {
  'no-restricted-globals': ['error', ...NEW_GLOBALS],
  'no-restricted-properties': [
    'error',
    ...NEW_PROPERTIES.map((property) => ({ property, message: 'Chromium 72 lacks it.' })),
  ],
};

// A test that waits a while for nothing to happen is slow, and passes on a slow machine whatever happens.
const NO_WAITING_RULES = {
  'no-restricted-properties': [
    'error',
    {
      property: 'waitForTimeout',
      message: 'Wait for something that comes after it (`drawn`), or let the clock of the page run ahead.',
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      // Shorter ones stand between two looks.
      selector: 'CallExpression[callee.name="setTimeout"][arguments.0.name="resolve"][arguments.1.value>100]',
      message: 'Wait for something that comes after it, not for a while.',
    },
  ],
};

// Put in by the build.
const DEFINED = {
  INTEGRITY: 'readonly',
  CHECKED_POLICIES: 'readonly',
  REPORT_STYLE: 'readonly',
  BATCH_STYLE: 'readonly',
  REVIEW_STYLE: 'readonly',
  MODE_PARTS: 'readonly',
  BUILD: 'readonly',
  VERSION: 'readonly',
};

export default [
  { ignores: ['**/node_modules/**', '**/*.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    // The build lowers their syntax to that of Chromium 61.
    files: ['www/**/*.js'],
    languageOptions: { ecmaVersion: 2018, sourceType: 'module', globals: { ...globals.browser, ...DEFINED } },
    rules: { ...MODULE_RULES, ...OLD_BROWSER_RULES },
  },
  {
    // A page of its own, for newer browsers.
    files: ['www/workshop/*.js'],
    languageOptions: { ecmaVersion: 2022 },
    rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
  },
  {
    // Served as they are, after the widget's script.
    files: ['www/examples/*.js'],
    languageOptions: { ecmaVersion: 2017, sourceType: 'script', globals: { DrcAssessment: 'readonly' } },
  },
  {
    // Their frameworks are newer than the widget.
    files: ['www/examples/{react,vue}.js'],
    languageOptions: { ecmaVersion: 2020, sourceType: 'module' },
  },
  {
    // The build fails on what it cannot make ES5 of; these built-ins are newer.
    files: ['www/plain.js'],
    languageOptions: { globals: { Map: 'off', Promise: 'off', Set: 'off', fetch: 'off' } },
    rules: { ...RULES, 'no-var': 'off', 'object-shorthand': 'off', 'prefer-const': 'off', 'prefer-template': 'off' },
  },
  {
    // Node's; the tests also hold functions that run in the page.
    files: ['www/**/*.mjs', 'tests/browser/**/*.mjs', 'tests/bench/**/*.mjs'],
    languageOptions: {
      ecmaVersion: 'latest',
      sourceType: 'module',
      globals: { ...globals.node, ...globals.browser, DrcAssessment: 'readonly' },
    },
    rules: MODULE_RULES,
  },
  {
    files: ['tests/browser/**/*.mjs'],
    rules: NO_WAITING_RULES,
  },
];
