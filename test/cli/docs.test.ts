import {existsSync, globSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {Flags, Parser, Config as Program} from '@oclif/core'
import {beforeAll, describe, expect, test} from 'vitest'
import {Config} from '../../src/config.ts'
import {IMPORT_KINDS} from '../../src/imports/import-kind.ts'
import {importKindOf} from '../../src/imports/kinds/index.ts'
import {Policy} from '../../src/institution/policy.ts'
import {sampleSchool} from '../../src/sample-school/sample-school.ts'
import {type DocCommand, docCommands} from '../support/doc-commands.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const FOLDERS = ['src', 'commands', 'db', 'plugins', 'test']
const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  ...FOLDERS.map((folder) => `${folder}/README.md`),
  ...globSync('docs/**/*.md', {cwd: ROOT}).toSorted(),
]

let program: Program
beforeAll(async () => {
  program = await Program.load({root: ROOT})
})

describe.each(DOCUMENTS)('%s', (file) => {
  const text = read(file)

  test('shows only commands that exist, as they can be typed', async () => {
    const problems = await Promise.all(docCommands(text).map((shown) => problemWith(shown)))
    expect(problems.flat().map((problem) => `${file}:${problem}`)).toEqual([])
  })

  test('links only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!\w+:)([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '')
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(file), link)))).toEqual([])
  })
})

test.each(FOLDERS)('the README of %s fits on a page', (folder) => {
  expect(read(`${folder}/README.md`).trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})

// What is said of the program by the program itself: compared, and rewritten by `npm run golden`.
test.each([
  ['README.md', 'commands', () => topicTable()],
  ['README.md', 'settings', () => settingTable()],
  ['docs/operate.md', 'settings', () => settingTable()],
  ['docs/policy.md', 'policy', () => policyTable()],
  ['docs/commands.md', 'commands', () => commandList()],
  ['docs/files.md', 'files', () => fileTables()],
])('%s says what the program says of its %s', (file, part, make) => {
  const text = read(file)
  const begin = `<!-- ${part} -->`
  const start = text.indexOf(begin) + begin.length
  const end = text.indexOf(`<!-- /${part} -->`)
  expect(end).toBeGreaterThanOrEqual(start)
  const said = `\n\n${make()}\n\n`
  if (process.env['UPDATE_GOLDEN']) writeFileSync(join(ROOT, file), text.slice(0, start) + said + text.slice(end))
  else expect(text.slice(start, end)).toBe(said)
})

/** What is wrong with a command line in a document, with its line. */
async function problemWith({line, words, whole}: DocCommand): Promise<readonly string[]> {
  const length = [3, 2, 1].find((n) => words.length >= n && program.findCommand(words.slice(0, n).join(':')))
  const shown = `${line}: ontrac ${words.join(' ')}`
  if (length === undefined) {
    return isAboutMany(words, whole) ? [] : [`${shown}: there is no such command`]
  }
  const {args, flags} = await program.findCommand(words.slice(0, length).join(':'), {must: true}).load()
  const rest = words.slice(length).filter((word) => word !== '--help')
  const known = {...flags, json: Flags.boolean()}
  if (!whole) {
    const unknown = rest.filter((word) => word.startsWith('--') && !Object.hasOwn(known, word.slice(2)))
    return unknown.map((word) => `${shown}: there is no flag ${word}`)
  }
  if (rest.length < words.length - length) return []
  try {
    await Parser.parse([...rest], {args, flags: known, strict: true})
    return []
  } catch (error) {
    return [`${shown}: ${(error as Error).message}`]
  }
}

/** Help, or in a sentence a whole topic: `ontrac import …`. */
function isAboutMany([first, second, ...rest]: readonly string[], whole: boolean): boolean {
  if (first === undefined || first === '--help' || first === '--version') return true
  if (rest.length > 0 || !program.topics.some(({name}) => name === first)) return false
  return second === '--help' || (!whole && (second === undefined || second === '…'))
}

/** Commands by their first word; those of one word stand together. */
function byTopic() {
  const topicOf = (id: string): string => (id.includes(':') ? (id.split(':')[0] ?? '') : '')
  const place = (id: string): string => `${topicOf(id)} ${id}`
  const commands = program.commands.toSorted((one, other) => (place(one.id) < place(other.id) ? -1 : 1))
  return Map.groupBy(commands, ({id}) => topicOf(id))
}

function topicTable(): string {
  const about = new Map(program.topics.map(({name, description}) => [name, description ?? '']))
  const rows = [...byTopic()].map(([topic, commands]) => {
    const verbs = commands.map(({id}) => `\`${id.replace(`${topic}:`, '').replaceAll(':', ' ')}\``).join(' ')
    return topic === '' ? ['–', 'On their own.', verbs] : [`\`${topic}\``, about.get(topic), verbs]
  })
  return table(['topic', 'what it is about', 'verbs'], rows)
}

function commandList(): string {
  return [...byTopic()]
    .map(([topic, commands]) => {
      const rows = commands.map(({id, summary}) => [`\`ontrac ${id.replaceAll(':', ' ')}\``, summary])
      return `## ${topic === '' ? 'On their own' : topic}\n\n${table(['command', 'what it does'], rows)}`
    })
    .join('\n\n')
}

function settingTable(): string {
  const rows = Object.entries(Config.shape).map(([name, schema]) => {
    const value = Config.parse({})[name as keyof Config]
    const variable = `ONTRAC_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
    return [`\`${name}\``, `\`${variable}\``, value === '' ? '' : `\`${value}\``, schema.description]
  })
  return table(['setting', 'variable', 'default', 'what it is'], rows)
}

function policyTable(): string {
  const defaults = Policy.parse({})
  const rows = Object.entries(Policy.shape).map(([name, schema]) => {
    const value = [defaults[name as keyof Policy]].flat()
    return [`\`${name}\``, `\`${value.join(',')}\``, schema.description]
  })
  return table(['setting', 'default', 'what it is'], rows)
}

/** What the columns of each kind of file may be called, with a cell of the sample school's. */
function fileTables(): string {
  const {files} = sampleSchool('small')
  return IMPORT_KINDS.map((kind) => {
    const sample = files.find((file) => file.kind === kind)
    const cellOf = (column: string): string => {
      const at = sample?.header.indexOf(column) ?? -1
      return sample?.rows.find((row) => (row[at] ?? '') !== '')?.[at] ?? ''
    }
    const rows = Object.values(importKindOf(kind).fields).map(({headers, required}) => {
      const [name = '', ...others] = headers
      return [`\`${name}\``, required ? 'yes' : '', others.map((other) => `\`${other}\``).join(' '), cellOf(name)]
    })
    const summary = program.findCommand(`import:${kind}`)?.summary ?? ''
    return `## ${kind}\n\n${summary}\n\n${table(['column', 'needed', 'also called', 'such as'], rows)}`
  }).join('\n\n')
}

function table(header: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const line = (cells: readonly (string | undefined)[]): string => `| ${cells.map((cell) => cell ?? '').join(' | ')} |`
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}
