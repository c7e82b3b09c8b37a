import {basename, dirname, join} from 'node:path/posix'
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

/** A use case and where people and programs reach it: commands by their words, everything else by its file. */
export type UseCase = Readonly<{file: string; name: string; doors: readonly string[]}>

/** What the edges are made of. A library is no door itself: it belongs to whoever imports it. */
const EDGES = '{commands,web}/**/*.{ts,tsx}'
const LIBRARY = /^commands\/lib\/|^web\/parts\//
/** Imported by every command, so that what it imports says nothing about one of them. */
const WIRING = 'commands/lib/wire.ts'
/** What `ontrac tick` and a server do when it is due. */
const TIMED = 'src/lifecycle/job-kinds.ts'

/**
 * The exported functions of the phases whose first parameter is a Context, with their doors, sorted by file. One that is not
 * named after its file is a piece that use cases share, unless an edge calls it.
 */
export function useCases(root: string): readonly UseCase[] {
  const edges = [...sourceFiles(root, EDGES), TIMED]
  const imports = new Map(edges.map((file) => [file, importsOf(parseSource(root, file), file)]))
  const doors = [...imports.keys()]
    .filter((file) => !LIBRARY.test(file))
    .map((file) => [doorName(file), reached(file, imports)] as const)
  return sourceFiles(root, 'src/*/**/*.ts')
    .flatMap((file) =>
      contextFunctions(parseSource(root, file)).map((name) => ({
        file,
        name,
        doors: doors.filter(([, used]) => used.has(`${file} ${name}`) || used.has(`${file} *`)).map(([door]) => door),
      })),
    )
    .filter(({file, name, doors: own}) => own.length > 0 || basename(file, '.ts') === kebab(name))
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** Names of the functions that a source exports and that take a Context first. */
export function contextFunctions(tree: SourceNode): readonly string[] {
  return (tree['body'] as readonly SourceNode[]).flatMap((statement) => {
    const declared = statement['declaration']
    if (statement.type !== 'ExportDeclaration' || !isNode(declared) || declared.type !== 'FunctionDeclaration')
      return []
    const first = (declared['params'] as readonly {pat: SourceNode}[])[0]?.pat['typeAnnotation'] as
      | {typeAnnotation?: SourceNode}
      | undefined
    return wordOf(first?.typeAnnotation?.['typeName']) === 'Context' ? (wordOf(declared['identifier']) ?? []) : []
  })
}

/** `src/x/y.ts name` of everything a source imports by name; a source that is imported while running counts with all it has. */
export function importsOf(tree: SourceNode, file: string): readonly string[] {
  const found: string[] = []
  for (const node of nodesIn(tree)) {
    if (node.type === 'ImportDeclaration') {
      const from = resolved(wordOf(node['source']), file)
      for (const specifier of node['specifiers'] as readonly SourceNode[])
        found.push(`${from} ${wordOf(specifier['imported']) ?? wordOf(specifier['local'])}`)
    }
    if (node.type === 'CallExpression' && isNode(node['callee']) && node['callee'].type === 'Import')
      for (const source of textsOf(argumentsOf(node)[0])) found.push(`${resolved(source, file)} *`)
  }
  return found
}

function resolved(source: string | undefined, file: string): string {
  return source?.startsWith('.') ? join(dirname(file), source) : (source ?? '')
}

/** What an edge imports, itself or through the libraries of its folder. */
function reached(
  file: string,
  imports: ReadonlyMap<string, readonly string[]>,
  seen = new Set<string>(),
): ReadonlySet<string> {
  for (const line of imports.get(file) ?? []) {
    if (seen.has(line)) continue
    seen.add(line)
    const source = line.split(' ')[0] ?? ''
    if (LIBRARY.test(source) && source !== WIRING) reached(source, imports, seen)
  }
  return seen
}

/** `commands/room/add.ts` is typed as `ontrac room add`. */
function doorName(file: string): string {
  if (file === TIMED) return 'timed work'
  const words = /^commands\/(?!screens\/)(.+)\.tsx?$/.exec(file)?.[1]
  return words === undefined ? file : `ontrac ${words.replaceAll('/', ' ')}`
}
