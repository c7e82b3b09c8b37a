import {createRequire} from 'node:module'
import {isAbsolute, join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {CAPABILITIES, CONNECTOR_PORT, type Connector} from '../src/connector.ts'
import {ExamError} from '../src/errors.ts'
import {oke} from './oke/index.ts'

/** Our own connectors. */
const OWN: readonly Connector[] = [oke]

/**
 * All connectors by name: our own, and those that the setting names, with commas between: npm packages found from the
 * configuration folder, or paths of files. Each is checked before it is used.
 *
 * @throws ExamError `connector.missing`, `connector.broken` with everything that is wrong with it, `connector.twice`
 */
export async function openConnectors(named: string, folder: string): Promise<ReadonlyMap<string, Connector>> {
  const all = new Map(OWN.map((connector) => [connector.name, connector]))
  for (const name of named
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)) {
    const connector = checked(name, await load(name, folder))
    if (all.has(connector.name)) {
      const message = `Two connectors are called "${connector.name}"; take ${name} out of the setting connectors.`
      throw new ExamError('invalid', 'connector.twice', message, {connector: connector.name})
    }
    all.set(connector.name, connector)
  }
  return all
}

async function load(name: string, folder: string): Promise<unknown> {
  try {
    const isFile = name.startsWith('.') || isAbsolute(name)
    const path = isFile
      ? join(isAbsolute(name) ? '' : folder, name)
      : createRequire(join(folder, 'ontrac.js')).resolve(name)
    const loaded = (await import(pathToFileURL(path).href)) as {default?: unknown}
    return loaded.default
  } catch (error) {
    const message = `The connector ${name} cannot be loaded: ${(error as Error).message.split('\n', 1)[0]}. Install it in ${folder}, or take it out of the setting connectors.`
    throw new ExamError('invalid', 'connector.missing', message, {connector: name}, {cause: error})
  }
}

/** A connector from elsewhere, when it is one. */
export function checked(name: string, found: unknown): Connector {
  const one = (typeof found === 'object' && found !== null ? found : {}) as Partial<Record<keyof Connector, unknown>>
  const {port, capabilities, secrets, settings} = one
  const problems = [
    ...(port === CONNECTOR_PORT ? [] : [`port is ${String(port)} and not ${CONNECTOR_PORT}`]),
    ...(typeof one.name === 'string' && /^[a-z][a-z0-9-]{1,29}$/.test(one.name)
      ? []
      : ['name is no word in lower case']),
    ...(one.name === 'mail' ? ['name may not be mail'] : []),
    ...(typeof one.title === 'string' && one.title !== '' ? [] : ['title is missing']),
    ...(isListOf(capabilities, CAPABILITIES) ? [] : [`capabilities are not some of ${CAPABILITIES.join(', ')}`]),
    ...(Array.isArray(secrets) && secrets.every((each) => typeof each === 'string')
      ? []
      : ['secrets is no list of names']),
    ...(hasSafeParse(settings) ? [] : ['settings has no safeParse, as a zod schema has']),
    ...(typeof one.open === 'function' ? [] : ['open is no function']),
  ]
  if (problems.length === 0) return found as Connector
  const message = `${name} is no connector for this version: ${problems.join('; ')}. See docs/connectors.md.`
  throw new ExamError('invalid', 'connector.broken', message, {connector: name, problems})
}

function isListOf(value: unknown, known: readonly string[]): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((each) => known.includes(each as string))
}

function hasSafeParse(value: unknown): boolean {
  return typeof (value as {safeParse?: unknown} | undefined)?.safeParse === 'function'
}
