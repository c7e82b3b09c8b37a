import {ExamError} from '../../src/errors.ts'
import type {PartyView} from '../../src/exchange/add-party.ts'
import type {Json} from '../../src/json.ts'
import type {Out} from './out.ts'

/** A party with its settings, secrets left out. */
export function showParty({code, name, connector, settings, hasSecrets, capabilities}: PartyView, out: Out): void {
  out.pairs([
    ['Party', code],
    ['Name', name],
    ['Connector', connector],
    ['Can', capabilities.join(' ')],
    ...Object.entries(settings).map(([key, value]) => [key, inWords(value)] as const),
    ['Secrets', hasSecrets ? 'kept encrypted' : 'none'],
  ])
}

function inWords(value: Json): string {
  return Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : JSON.stringify(value)
}

/**
 * Settings as they are typed, `name=value`; a value that reads as JSON is that, and one with commas in brackets a list:
 * `functions=[sis,delivery]`.
 *
 * @throws ExamError `setting.unreadable`
 */
export function settingsOf(typed: readonly string[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    typed.map((text) => {
      const [name, value] = settingNamed(text)
      return [name, readValue(value)]
    }),
  )
}

/** Name and value of a setting as it is typed. @throws ExamError `setting.unreadable` */
export function settingNamed(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=')
  if (at < 1)
    throw new ExamError('invalid', 'setting.unreadable', `"${text}" is no setting; write it as name=value.`, {text})
  return [text.slice(0, at), text.slice(at + 1)]
}

function readValue(text: string): Json {
  if (/^\[.*\]$/.test(text) && !text.includes('"'))
    return text
      .slice(1, -1)
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
