import {join} from 'node:path'
import type {Command} from '@oclif/core/command'
import {Config} from '@oclif/core/config'
import type {Help} from '@oclif/core/help'
import {ROOT} from './golden-files.ts'

/** The built program as oclif sees it: its manifest, its topics and its own help. */
export async function loadProgram(): Promise<Config> {
  return Config.load({root: ROOT, version: '0'})
}

/** What a script may type: one block for each command, after the flags that all of them have. */
export function commandList({commands}: Config): string {
  const sorted = commands.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const common = (sorted[0] ? flagLines(sorted[0]) : []).filter((line) =>
    sorted.every((each) => flagLines(each).includes(line)),
  )
  const blocks = sorted.map((each) => [
    each.id.replaceAll(':', ' '),
    ...Object.values(each.args).map(
      (arg) => `  ${arg.name.toUpperCase()}: ${[arg.required ? 'required' : 'optional', ...facts(arg)].join(', ')}`,
    ),
    ...flagLines(each).filter((line) => !common.includes(line)),
    ...[...each.aliases, ...each.hiddenAliases].map((alias) => `  also typed as ${alias.replaceAll(':', ' ')}`),
    ...(each.hidden ? ['  hidden'] : []),
  ])
  return `${[['every command', ...common], ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function flagLines({flags}: Command.Loadable): readonly string[] {
  return Object.values(flags)
    .map((flag) => {
      const names = [
        `--${flag.name}`,
        flag.char && `-${flag.char}`,
        ...(flag.aliases ?? []).map((alias) => `--${alias}`),
      ]
      const type = flag.type === 'boolean' ? (flag.allowNo ? `boolean, also --no-${flag.name}` : 'boolean') : 'option'
      const rules = flag.type === 'option' && flag.multiple ? ['multiple'] : []
      const needs = [list('needs', flag.dependsOn), list('not with', flag.exclusive), list('or', flag.exactlyOne)]
      return `  ${names.filter(Boolean).join(' ')}: ${[type, flag.required && 'required', ...rules, ...facts(flag), ...needs].filter(Boolean).join(', ')}`
    })
    .toSorted()
}

/** What args and flags have in common. */
function facts(
  given: Readonly<{options?: readonly string[]; default?: unknown; env?: string; hidden?: boolean}>,
): readonly string[] {
  const fallback =
    given.default === undefined || typeof given.default === 'function' ? '' : `default ${JSON.stringify(given.default)}`
  const parts = [
    given.options && `one of ${given.options.join(' | ')}`,
    fallback,
    given.env && `env ${given.env}`,
    given.hidden && 'hidden',
  ]
  return parts.filter((part) => typeof part === 'string' && part !== '') as string[]
}

function list(word: string, names: readonly unknown[] | undefined): string {
  const flags = (names ?? []).map((each) => (typeof each === 'string' ? each : (each as {name: string}).name))
  return flags.length > 0 ? `${word} ${flags.map((flag) => `--${flag}`).join(' ')}` : ''
}

/** What `--help` says at 100 columns about the program, about each topic and about its commands, by the name of the file. */
export async function helpTexts(config: Config): Promise<Readonly<Record<string, string>>> {
  const {TopicHelp} = (await import(join(ROOT, 'dist', 'bin', 'help.js'))) as {TopicHelp: typeof Help}
  const typed = config.commandIDs.toSorted().map((id) => id.split(':'))
  const topics = new Set(typed.filter((words) => words.length > 1).map(([topic = '']) => topic))
  const files: Record<string, string> = {'ontrac.txt': await shown(TopicHelp, config, [])}
  for (const topic of [...topics].toSorted()) files[`${topic}.txt`] = await shown(TopicHelp, config, [topic])
  for (const words of typed) {
    const file = topics.has(words[0] ?? '') ? `${words[0]}.txt` : 'ontrac.txt'
    files[file] += `\n${await shown(TopicHelp, config, words)}`
  }
  return files
}

async function shown(OwnHelp: typeof Help, config: Config, words: readonly string[]): Promise<string> {
  const said: string[] = []
  class Recorded extends OwnHelp {
    override log(...lines: string[]): void {
      said.push(lines.join(' '))
    }
  }
  await new Recorded(config, {maxWidth: 100, stripAnsi: true}).showHelp([...words])
  // The release and the machine are named there too.
  const text = said.join('\n').replaceAll(config.userAgent, 'ontrac/…').replaceAll(/ +$/gm, '').trimEnd()
  return `$ ${['ontrac', ...words, '--help'].join(' ')}\n${text}\n`
}
