import {type ChildProcess, spawn} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** The official file of the standard, a public one that stands beside the project; undefined when it does not. */
export const OFFICIAL_FILE = ['..', '../..']
  .map((up) => join(ROOT, up, 'shared', 'oke', 'ooapiv5_MBO.yaml'))
  .find((file) => existsSync(file))

type Yaml = {load: (text: string) => unknown; dump: (value: unknown, options?: object) => string}
type Action = Readonly<{target: string; description: string; update?: unknown; remove?: boolean; 'x-move-to'?: string}>
type Node = Record<string, unknown>

// The validator brings its own reader of YAML along.
const ofPrism = createRequire(createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json'))
const ofParser = createRequire(ofPrism.resolve('@stoplight/json-schema-ref-parser'))
const yaml = ofParser('js-yaml') as Yaml
const ofHttp = createRequire(ofPrism.resolve('@stoplight/prism-http/package.json'))

/** The actions of the overlay, each with what it cites. */
export function overlayActions(): readonly Action[] {
  const text = readFileSync(join(ROOT, 'test', 'oke', 'overlay.yaml'), 'utf8')
  return (yaml.load(text) as {actions: readonly Action[]}).actions
}

/**
 * The official file with the overlay over it, as a file of its own; `remove` throws it away.
 *
 * In the official file an organization has a parent that is one, and so on in circles, before which the validator looks into no
 * bodies at all. In this copy each circle is cut where it closes: there any object will do. `cuts` names the properties.
 */
export async function overlaidFile(
  official: string,
): Promise<Readonly<{file: string; cuts: readonly string[]; remove: () => Promise<void>}>> {
  const document = yaml.load(readFileSync(official, 'utf8')) as Node
  for (const action of overlayActions()) apply(document, action)
  const cuts = new Set<string>()
  const paths = withoutCircles(document['paths'], {names: [], above: [], cuts})
  const {securitySchemes} = document['components'] as Node
  const folder = await mkdtemp(join(tmpdir(), 'ontrac-oke-'))
  const file = join(folder, 'overlaid.json')
  await writeFile(file, JSON.stringify({...document, paths, components: {securitySchemes}}))
  return {file, cuts: [...cuts].toSorted(), remove: () => rm(folder, {recursive: true})}
}

type Within = Readonly<{names: readonly string[]; above: readonly unknown[]; cuts: Set<string>}>

function withoutCircles(value: unknown, {names, above, cuts}: Within): unknown {
  if (typeof value !== 'object' || value === null) return value
  const inside = [...above, value]
  if (!Array.isArray(value) && Object.values(value).some((part) => inside.includes(part))) {
    cuts.add(
      names
        .filter((name, i) => names[i - 1] === 'properties')
        .slice(-1)
        .join('.'),
    )
    return {type: 'object'}
  }
  const of = (part: unknown, name: string): unknown =>
    withoutCircles(part, {names: [...names, name], above: inside, cuts})
  if (Array.isArray(value)) return value.map((part, i) => of(part, String(i)))
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, of(part, name)]))
}

function apply(document: Node, {target, update, remove, 'x-move-to': to}: Action): void {
  if (target.startsWith('$..')) return removeEverywhere(document, target.slice(3), new Set())
  const {parent, key} = placeOf(document, target)
  const there = parent[key]
  if (there === undefined) throw new Error(`The overlay names ${target}, which is not in the file.`)
  if (to !== undefined) {
    const next = placeOf(document, to)
    next.parent[next.key] = there
  }
  if (remove === true || to !== undefined) delete parent[key]
  else if (Array.isArray(there)) there.push(...(update as unknown[]))
  else Object.assign(there as Node, update)
}

/** Where a path of names leads; what is not there on the way is made. */
function placeOf(document: Node, target: string): Readonly<{parent: Node; key: string}> {
  const steps = [...target.matchAll(/\.([A-Za-z]\w*)|\['([^']+)'\]|\[(\d+)\]/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  const key = steps.pop() ?? ''
  let parent = document
  for (const step of steps) parent = (parent[step] ??= {}) as Node
  return {parent, key}
}

// The file refers to itself in circles.
function removeEverywhere(value: unknown, name: string, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  delete (value as Node)[name]
  for (const part of Object.values(value)) removeEverywhere(part, name, seen)
}

type Check = ((value: unknown) => boolean) & {
  errors?: readonly Readonly<{instancePath: string; message?: string}>[] | null
}
type Ajv = new (options: object) => {compile: (schema: unknown) => Check}

/** Checks an entry in `consumers` against what the file says of ours, by the name of its schema; answers what is wrong with it. */
export function entryChecks(official: string): (schema: string, entry: unknown) => readonly string[] {
  const {default: AjvClass} = ofHttp('ajv') as {default: Ajv}
  const {default: addFormats} = ofHttp('ajv-formats') as {default: (ajv: object) => void}
  const ajv = new AjvClass({strict: false, allErrors: true})
  addFormats(ajv)
  const {schemas} = (yaml.load(readFileSync(official, 'utf8')) as {components: {schemas: Node}}).components
  return (schema, entry) => {
    const check = ajv.compile(schemas[schema])
    return check(entry) ? [] : (check.errors ?? []).map(({instancePath, message}) => `${instancePath} ${message ?? ''}`)
  }
}

/** A validator that runs: where, and how to end it. */
export type Validator = Readonly<{url: string; close: () => void}>

/** Starts the independent validator: in front of a server, or as a server of its own that answers by the file. */
export async function startValidator(mode: 'proxy' | 'mock', file: string, upstream?: string): Promise<Validator> {
  const port = await freePort()
  const entry = join(ofPrism.resolve('@stoplight/prism-cli/package.json'), '..', 'dist', 'index.js')
  const words = [
    entry,
    mode,
    file,
    ...(upstream === undefined ? [] : [upstream]),
    '--port',
    String(port),
    '--multiprocess',
    'false',
  ]
  const child = spawn(process.execPath, words, {stdio: ['ignore', 'pipe', 'pipe']})
  await listening(child)
  return {url: `http://127.0.0.1:${port}`, close: () => void child.kill()}
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (part: Buffer): void => {
      said += part.toString()
      if (said.includes('is listening')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.on('exit', () => reject(new Error(`The validator ended: ${said.slice(-2000)}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const at = server.address()
      server.close(() => resolve(typeof at === 'object' && at !== null ? at.port : 0))
    })
  })
}
