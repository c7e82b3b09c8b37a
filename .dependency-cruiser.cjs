// Read each line as: files under `from` never import files under `to` (docs: design §2).
const never = (name, from, to) => ({name, severity: 'error', from: {path: from}, to: {path: to}})

// A phase knows the earlier ones only; lifecycle, the last, knows them all.
const PHASES = ['institution', 'registration', 'planning', 'enrolment', 'delivery', 'results', 'archive', 'lifecycle']
// These look at every phase from outside.
const LOOKERS = ['reports', 'letters', 'documents', 'sample-school', 'imports', 'sign-in', 'exchange', 'oke']

const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown']
const packages = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  from,
  to: {dependencyTypes: NPM, pathNot: `node_modules/(${allowed.join('|')})/`},
})

module.exports = {
  forbidden: [
    never('src-knows-no-edge', '^src/', '^(bin|commands|db|plugins|test|web)/'),
    never('db-serves-src', '^db/', '^(bin|commands|plugins|test|web)/'),
    never('plugins-serve-src', '^plugins/', '^(bin|commands|db|test|web)/'),
    never('web-serves-src', '^web/', '^(bin|commands|db|plugins|test)/'),
    never('commands-are-called', '^commands/', '^(bin|test)/'),
    never('one-place-wires', '^commands/(?!lib/wire\\.ts$)', '^(db|plugins)/'),
    never('one-command-opens-screens', '^commands/(?!open\\.ts$|screens/)', '^commands/screens/'),
    never('the-frame-knows-no-place', '^commands/screens/frame/', '^commands/screens/(places|deeds|[^/]+$)'),
    never('places-draw-nothing', '^commands/screens/(places|deeds|parts)/', '^commands/screens/(frame/|[^/]+$)'),
    {
      name: 'screens-alone-draw',
      severity: 'error',
      from: {pathNot: '^(commands/screens|test)/'},
      to: {path: 'node_modules/(ink|react)/'},
    },
    never('one-command-serves', '^commands/(?!serve\\.ts$)', '^web/'),
    never('plugins-are-strangers', '^plugins/([^/]+)/', '^plugins/(?!$1/)'),
    never('the-planner-searches-alone', '^src/planning/engine/', '^src/(?!planning/engine/)'),

    ...PHASES.slice(0, -1).map((phase, i) =>
      never(`${phase}-comes-first`, `^src/${phase}/`, `^src/(${PHASES.slice(i + 1).join('|')})/`),
    ),
    never('no-phase-knows-who-looks', `^src/(${PHASES.slice(0, -1).join('|')})/`, `^src/(${LOOKERS.join('|')})/`),

    packages('src-uses-two-packages', {path: '^src/'}, 'zod', 'temporal-polyfill'),
    {name: 'src-does-no-io', severity: 'error', from: {path: '^src/'}, to: {dependencyTypes: ['core']}},
    packages('bin-starts-fast', {path: '^bin/(main|help|unknown-command)\\.ts$'}, '@oclif'),
    {
      name: 'nothing-of-tests-in-the-program',
      severity: 'error',
      from: {pathNot: '^(bin/(build|dev)\\.ts$|test/|[^/]+$)'},
      to: {dependencyTypes: ['npm-dev']},
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: {circular: true, viaOnly: {dependencyTypesNot: ['type-only']}},
    },
    {name: 'everything-is-found', severity: 'error', from: {pathNot: '^bin/run\\.js$'}, to: {couldNotResolve: true}},
  ],
  options: {
    parser: 'swc',
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '^(dist|coverage)/'},
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'require'],
    },
  },
}
