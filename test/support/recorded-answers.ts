import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {mkdtemp} from 'node:fs/promises'
import {randomUUID} from 'node:crypto'
import {join} from 'node:path'
import {readGolden, ROOT} from './golden-files.ts'
import {inferSchema, type JsonSchema, misfits} from './json-contract.ts'

/** Runs the program that its first two words name, and keeps its answer; see there. */
export const KEEP_ANSWER = join(import.meta.dirname, 'keep-answer.sh')

/** Where answers are kept to make schemas of them, while `npm run golden` records; else each is compared with its schema. */
const RECORDING = process.env['ONTRAC_RECORD_JSON']

/** An answer of a command, by its id such as `room:list`. */
export type Answer = Readonly<{id: string; answer: unknown}>

/** Keeps an answer, or compares it. @throws Error when it does not fit the command's golden schema */
export function meetAnswer(words: readonly string[], answer: unknown): void {
  if (RECORDING) keepAnswer(RECORDING, words, answer)
  else requireFit([{id: idOf(words), answer}])
}

/** Keeps what a command with these words answered, in a file of its own. */
export function keepAnswer(folder: string, words: readonly string[], answer: unknown): void {
  writeFileSync(join(folder, randomUUID()), `${words.slice(0, 3).join(' ')}\n${JSON.stringify(answer) ?? ''}\n`)
}

/** The folder in which a script's answers are kept. */
export async function folderForAnswers(home: string): Promise<string> {
  return RECORDING ?? mkdtemp(join(home, 'answers-'))
}

/** Compares all that a script answered. @throws Error as {@link meetAnswer} */
export function meetAnswersIn(folder: string): void {
  if (!RECORDING) requireFit(answersIn(folder))
}

/** What was kept in a folder; an empty answer is none. */
export function answersIn(folder: string): readonly Answer[] {
  return readdirSync(folder).flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const [words = ''] = text.split('\n', 1)
    const json = text.slice(words.length).trim()
    return json === '' ? [] : [{id: idOf(words.split(' ')), answer: JSON.parse(json) as unknown}]
  })
}

/** The golden file of each command that answered, from all that it answered. */
export function schemasOf(answers: readonly Answer[]): Readonly<Record<string, string>> {
  const files = Map.groupBy(answers, ({id}) => id)
  return Object.fromEntries(
    [...files].map(([id, own]) => [schemaName(id), schemaText(id, inferSchema(own.map(({answer}) => answer)))]),
  )
}

export function schemaName(id: string): string {
  return `${id.replaceAll(':', '.')}.schema.json`
}

function schemaText(id: string, schema: JsonSchema): string {
  const title = `ontrac ${id.replaceAll(':', ' ')} --json`
  const text = JSON.stringify({$schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schema}, null, 2)
  // Lists of names are read, and compared, on one line.
  return `${text.replaceAll(/\[\s+([^\]{}]*?)\s+\]/g, (_, names: string) => `[${names.replaceAll(/\s+/g, ' ')}]`)}\n`
}

function requireFit(answers: readonly Answer[]): void {
  const wrong = answers.flatMap(({id, answer}) => {
    const golden = readGolden(`json/${schemaName(id)}`)
    const found = golden === undefined ? [] : misfits(JSON.parse(golden) as JsonSchema, answer)
    return found.map((line) => `ontrac ${id.replaceAll(':', ' ')} --json: ${line}`)
  })
  if (wrong.length === 0) return
  const some = [...new Set(wrong)].slice(0, 20).join('\n')
  throw new Error(`Answers no longer fit what scripts build on. Is the change meant? Then: npm run golden\n${some}`)
}

let ids: ReadonlySet<string> | undefined

/** `room:list` of the words `room list --limit 5`, `import:profile:list` of those, `demo` of `demo --json`. */
function idOf(words: readonly string[]): string {
  ids ??= new Set(
    Object.keys((JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8')) as {commands: object}).commands),
  )
  const known = ids
  return [3, 2].map((length) => words.slice(0, length).join(':')).find((id) => known.has(id)) ?? words[0] ?? ''
}
