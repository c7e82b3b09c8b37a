import {CLIError} from '@oclif/core/errors'
import type {Hook} from '@oclif/core/hooks'

/** Refuses a command that does not exist (exit code 2), with the commands of its topic where it has one. */
export const unknownCommand: Hook.CommandNotFound = async ({id, config}) => {
  const topic = id.split(':')[0] ?? ''
  const siblings = config.commandIDs.filter((known) => known.startsWith(`${topic}:`)).map((known) => known.split(':')[1])
  const typed = id.replaceAll(':', ' ')
  const remedy =
    siblings.length > 0
      ? `Known after "${topic}": ${[...new Set(siblings)].toSorted().join(', ')}.`
      : 'List them with: ontrac --help'
  throw new CLIError(`There is no command "${typed}". ${remedy}`)
}
