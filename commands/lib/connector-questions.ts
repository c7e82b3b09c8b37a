import {z} from 'zod'
import type {Connector} from '../../src/connector.ts'
import type {Json} from '../../src/json.ts'
import type {Out} from './out.ts'
import {settingsOf} from './party-view.ts'

type Settings = Readonly<Record<string, Json>>
type Described = Readonly<{type?: string; items?: Readonly<{enum?: readonly string[]}>; enum?: readonly string[]}>

/**
 * The settings that a connector cannot do without and that were not given, asked one after another; what is secret is not
 * shown while it is typed.
 *
 * @throws ExamError `flag.needed` without a terminal
 */
export async function askSettings(connector: Connector, given: Settings, out: Out): Promise<Settings> {
  const {properties = {}, required = []} = z.toJSONSchema(connector.settings, {io: 'input', unrepresentable: 'any'})
  const answers: Record<string, Json> = {}
  for (const name of required) {
    if (given[name] !== undefined) continue
    const secret = connector.secrets.includes(name)
    const flag = secret ? `secret-file ${name}=FILE` : `set ${name}=VALUE`
    const typed = await out.ask(questionOf(name, properties[name] as Described), flag, {secret})
    Object.assign(answers, secret ? {[name]: typed} : readAs(name, typed, properties[name] as Described))
  }
  return {...given, ...answers}
}

/** The name of a setting, and what it takes where that is one or some of a few. */
function questionOf(name: string, {items, enum: choices = items?.enum}: Described): string {
  return choices ? `${name} (${choices.join(', ')})` : name
}

function readAs(name: string, typed: string, {type}: Described): Settings {
  return type === 'array'
    ? settingsOf([`${name}=[${typed}]`])
    : type === 'string'
      ? {[name]: typed}
      : settingsOf([`${name}=${typed}`])
}
