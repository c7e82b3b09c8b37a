import {DEEDS, VIEWS} from '../../src/deeds.ts'
import {
  argumentsOf,
  isNode,
  nodesIn,
  parseSource,
  sourceFiles,
  type SourceNode,
  textsOf,
  wordOf,
} from './source-tree.ts'

/** Where a code is given, and as what: an error of some kind, or a reason inside a refusal or a list of problems. */
export type ErrorCode = Readonly<{code: string; kind: string; file: string}>

/** `session.closed`; deeds, views and file names are written likewise. */
const DOTTED = /^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/
const FILE_NAME = /\.(css|csv|db|example|html|ics|js|json|key|pem|sh|svg|ts|txt|xlsx|zip)$/
const DEED_OR_VIEW = new Set([...Object.keys(DEEDS), ...Object.keys(VIEWS)])

/** Functions of src/errors.ts whose first word becomes a code. */
const BY_NOUN: Readonly<Record<string, readonly [kind: string, end: string]>> = {
  notFound: ['not-found', 'not-found'],
  refuse: ['refused', 'refused'],
  refuseIfAny: ['refused', 'refused'],
}

/** Where codes are told about and none is given. */
const NOT_GIVEN = new Set([
  'src/errors.ts',
  'src/texts/reasons.ts',
  'src/texts/student-reasons.ts',
  'src/texts/team-reasons.ts',
  'web/problem.ts',
  'web/pages/sign-in/second-step.tsx',
])

/** Every code of the program, sorted by code, kind and file. */
export function errorCodes(root: string): readonly ErrorCode[] {
  const files = sourceFiles(root, '{src,db,commands,plugins,web}/**/*.{ts,tsx}').filter((file) => !NOT_GIVEN.has(file))
  const lines = files.flatMap((file) => codesIn(parseSource(root, file), file))
  const unique = new Map(lines.map((line) => [`${line.code} ${line.kind} ${line.file}`, line]))
  return [...unique.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
}

/** The codes of one source. */
export function codesIn(tree: SourceNode, file: string): readonly ErrorCode[] {
  const found: ErrorCode[] = []
  const add = (kind: string, codes: readonly string[]): void =>
    void found.push(...codes.map((code) => ({code, kind, file})))
  const errors = [...nodesIn(tree)].filter(
    (node) => node.type === 'NewExpression' && wordOf(node['callee']) === 'ExamError',
  )
  for (const error of errors) {
    const [kind, code] = argumentsOf(error)
    for (const each of textsOf(kind)) add(each, textsOf(code))
  }
  for (const node of nodesIn(tree)) {
    if (node.type === 'CallExpression') for (const [kind, codes] of [byNoun(node), byTable(node)]) add(kind, codes)
    if (node.type === 'ObjectExpression') add('reason', reasonCodes(node))
  }
  const known = new Set(found.map(({code}) => code))
  const bare = file.startsWith('db/') ? [] : bareCodes(tree).filter((code) => !known.has(code))
  add(kindOfBare(errors), bare)
  return found
}

type Found = readonly [kind: string, codes: readonly string[]]
const NONE: Found = ['', []]

function byNoun(call: SourceNode): Found {
  const [kind, end] = BY_NOUN[wordOf(call['callee']) ?? ''] ?? []
  return kind === undefined ? NONE : [kind, textsOf(argumentsOf(call)[0]).map((noun) => `${noun}.${end}`)]
}

/** A table of the store refuses unknown codes with its noun, which is its name unless another is given. */
function byTable(call: SourceNode): Found {
  if (wordOf(call['callee']) !== 'openTable') return NONE
  const [, , table, options] = argumentsOf(call)
  const nouns = isNode(options) ? textsOf(valueOf(options, 'noun')) : []
  return ['not-found', (nouns.length > 0 ? nouns : textsOf(table)).map((noun) => `${noun}.not-found`)]
}

/** An object with a code and a message is a reason; the engines' own codes are in capitals. */
function reasonCodes(object: SourceNode): readonly string[] {
  return hasPart(object, 'message') ? textsOf(valueOf(object, 'code')).filter((code) => /^[a-z{]/.test(code)) : []
}

/**
 * Codes that reach their reason through a variable or an argument: every dotted text that is not compared with something.
 * The database's folder writes its columns like that, and there codes stand where they are used.
 */
function bareCodes(tree: SourceNode): readonly string[] {
  const compared = new Set<unknown>()
  for (const node of nodesIn(tree)) {
    if (node.type === 'BinaryExpression') compared.add(node['left']).add(node['right'])
    if (node.type === 'SwitchCase') compared.add(node['test'])
    if (node.type === 'ImportDeclaration') compared.add(node['source'])
  }
  return [...nodesIn(tree)]
    .filter((node) => node.type === 'StringLiteral' && !compared.has(node))
    .flatMap(textsOf)
    .filter((text) => DOTTED.test(text) && !FILE_NAME.test(text) && !DEED_OR_VIEW.has(text))
}

/** Where an error takes its code from a variable, the codes around it are of its kind. */
function kindOfBare(errors: readonly SourceNode[]): string {
  const open = errors.map(argumentsOf).filter(([, code]) => textsOf(code).length === 0)
  return open.flatMap(([kind]) => textsOf(kind))[0] ?? 'reason'
}

function valueOf(object: SourceNode, name: string): unknown {
  return partsOf(object).find((part) => wordOf(part['key']) === name)?.['value']
}

function hasPart(object: SourceNode, name: string): boolean {
  return partsOf(object).some((part) => wordOf(part['key'] ?? part) === name)
}

function partsOf(object: SourceNode): readonly SourceNode[] {
  return object['properties'] as readonly SourceNode[]
}
