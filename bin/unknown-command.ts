import {CLIError} from '@oclif/core/errors'
import type {Hook} from '@oclif/core/hooks'

/** Refuses a command that does not exist (exit code 2), with the commands of its topic where it has one. */
export const unknownCommand: Hook.CommandNotFound = async ({id, config}) => {
  const topic = id.split(':')[0] ?? ''
  const siblings = config.commandIDs.filter((known) => known.startsWith(`${topic}:`))
  const names = new Set(siblings.map((known) => known.split(':')[1] ?? ''))
  const remedy = names.size > 0 ? `Known after "${topic}": ${[...names].toSorted().join(', ')}.` : 'See: ontrac --help'
  throw new CLIError(`There is no command "${id.replaceAll(':', ' ')}". ${remedy}`)
}
