/** Who may import whom: the layering of the project, and no cycles. */

/** Folders of npm packages, as dependency-cruiser sees them. */
const NPM = [
  'npm',
  'npm-dev',
  'npm-optional',
  'npm-peer',
  'npm-bundled',
  'npm-no-pkg',
  'npm-unknown',
];

const ruleOf = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ruleOf(
      'no-cycles',
      'Modules that need each other are one module or three.',
      {},
      { circular: true },
    ),
    ruleOf(
      'resolvable',
      'An import that leads nowhere.',
      {},
      { couldNotResolve: true, pathNot: '^build/' },
    ),
    ruleOf(
      'core-is-pure',
      'workers/core imports itself and nothing else.',
      { path: '^workers/core/' },
      { pathNot: '^workers/core/' },
    ),
    ruleOf(
      'core-has-no-packages',
      'workers/core imports no package and no module of Node.',
      { path: '^workers/core/' },
      { dependencyTypes: [...NPM, 'core'] },
    ),
    ruleOf(
      'core-through-lab',
      'Callers of the core import lab.ts; plain data types and the kernel interface are the exceptions.',
      { path: '^workers/(?!core/|exercise/)' },
      { path: '^workers/core/', pathNot: CORE_SURFACE() },
    ),
    ruleOf(
      'exercise-reach',
      'workers/exercise imports itself, the contract and types of the core.',
      { path: '^workers/exercise/' },
      { path: '^(workers/(?!exercise/|core/|api\\.ts$)|web/|assembly/|test/|build/)' },
    ),
    ruleOf(
      'exercise-takes-types',
      'Of the core, workers/exercise imports types only.',
      { path: '^workers/exercise/' },
      { path: '^workers/core/', dependencyTypesNot: ['type-only'] },
    ),
    ruleOf(
      'exercise-packages',
      'workers/exercise imports yaml, valibot and cel-js, no other package.',
      { path: '^workers/exercise/' },
      {
        dependencyTypes: [...NPM, 'core'],
        pathNot: 'node_modules/(yaml|valibot|@marcbachmann/cel-js)/',
      },
    ),
    ruleOf(
      'workers-packages',
      'workers imports comlink, idb, fflate and valibot, no other package.',
      { path: '^workers/[^/]+\\.ts$' },
      { dependencyTypes: NPM, pathNot: 'node_modules/(comlink|idb|fflate|valibot)/' },
    ),
    ruleOf(
      'node-in-headless-only',
      'Modules of Node are for the headless command.',
      { path: '^(workers|web)/', pathNot: '^workers/headless\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    ruleOf(
      'workers-never-web',
      'What runs off the page knows nothing of the page.',
      { path: '^workers/' },
      { path: '^(web|test)/' },
    ),
    ruleOf(
      'web-sees-the-contract',
      'Of workers, the page imports api.ts.',
      { path: '^web/' },
      { path: '^workers/', pathNot: '^workers/api\\.ts$' },
    ),
    ruleOf(
      'web-never-test',
      'The page imports no test.',
      { path: '^web/' },
      { path: '^(test|assembly)/' },
    ),
    ruleOf(
      'comlink-in-engine',
      'web/engine is the one place of the page that knows comlink.',
      { path: '^web/', pathNot: '^web/engine/' },
      { path: 'node_modules/comlink/' },
    ),
    ruleOf(
      'charts-and-components-know-no-engine',
      'Properties down, events up: elements do not reach for the engine.',
      { path: '^web/(charts|styles|words)/' },
      { path: '^web/(engine|pages)/' },
    ),
    ruleOf(
      'exercises-are-data',
      'web/exercises imports nothing.',
      { path: '^web/exercises/' },
      { path: '.' },
    ),
    ruleOf(
      'no-development-packages',
      'What ships imports no development package.',
      { path: '^(workers|web)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules|^build/' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};

/** Files of the core that others may import. */
function CORE_SURFACE() {
  return '^workers/core/(lab|run|events|snapshot)\\.ts$|^workers/core/storage/block-kernel\\.ts$';
}
