/**
 * What `workers/core` may not use: whatever differs between engines, machines, languages or runs.
 *
 * The compiler already hides what belongs to a page or to Node (its library is es2023 alone); these are the parts of
 * the language itself, and the names that a cast or a `declare` could bring back.
 */

const MATH_WHY = 'Its last digits are the choice of the engine: use integers.';

const MATH_BANNED = [
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atan2',
  'atanh',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'hypot',
  'log',
  'log10',
  'log1p',
  'log2',
  'pow',
  'sin',
  'sinh',
  'tan',
  'tanh',
];

const GLOBALS_BANNED = {
  Date: 'The core has virtual time only.',
  performance: 'The core has virtual time only.',
  Intl: 'Its answers depend on language and engine.',
  TextEncoder: 'UTF-8 is done by text.ts.',
  TextDecoder: 'UTF-8 is done by text.ts.',
  setTimeout: 'The core schedules on virtual time.',
  setInterval: 'The core schedules on virtual time.',
  queueMicrotask: 'The core has no promises.',
  Promise: 'The core has no promises.',
  fetch: 'The core reaches nothing outside.',
  crypto: 'Randomness comes from the seed.',
  console: 'The core never prints; its events are the log.',
  process: 'The core knows no host.',
  globalThis: 'The core knows no host.',
  WeakRef: 'What it answers depends on the garbage collector.',
  FinalizationRegistry: 'It runs when the garbage collector likes.',
};

const LOCALE_METHODS =
  '/^(localeCompare|toLocaleString|toLocaleDateString|toLocaleTimeString|toLocaleLowerCase|toLocaleUpperCase|normalize)$/';

const CORE_SYNTAX = [
  {
    selector: 'ForInStatement',
    message: 'Its order is not one to rely on: iterate a list or a Map.',
  },
  {
    selector: `MemberExpression > Identifier.property[name=${LOCALE_METHODS}]`,
    message: 'It depends on the tables of the engine: compare and fold ASCII.',
  },
  {
    selector: 'MemberExpression > Identifier.property[name=/^(toLowerCase|toUpperCase)$/]',
    message: 'It depends on the Unicode tables of the engine: fold ASCII with text.ts.',
  },
  {
    selector: 'Literal[regex.pattern=/\\\\p\\{/i]',
    message: 'Unicode properties depend on the tables of the engine.',
  },
  {
    selector: 'Literal[regex.flags=/i[uv]|[uv].*i/]',
    message: 'Ignoring case beyond ASCII depends on the tables of the engine: leave out u and v.',
  },
  { selector: "BinaryExpression[operator='**']", message: MATH_WHY },
  { selector: "AssignmentExpression[operator='**=']", message: MATH_WHY },
  { selector: ':function[async=true]', message: 'The core has no promises.' },
  { selector: 'ImportExpression', message: 'The core imports at the top, and itself only.' },
];

/** Rules for the core, which replace `no-restricted-syntax` and so carry the house's selectors along. */
export function coreRestrictions(houseSyntax) {
  return {
    'no-restricted-syntax': ['error', ...houseSyntax, ...CORE_SYNTAX],
    'no-restricted-globals': [
      'error',
      ...Object.entries(GLOBALS_BANNED).map(([name, message]) => ({ name, message })),
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Randomness comes from the seed.' },
      ...MATH_BANNED.map((property) => ({ object: 'Math', property, message: MATH_WHY })),
    ],
  };
}
