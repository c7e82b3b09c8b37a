import {CLIError} from '@oclif/core/errors'
import type {Hook} from '@oclif/core/hooks'

/** Refuses words that name no command (exit code 2), with what could follow the part that is known. */
export const unknownCommand: Hook.CommandNotFound = async ({id, config}) => {
  const words = id.split(':')
  const known = words.findLastIndex((_, i) => config.commandIDs.includes(words.slice(0, i + 1).join(':'))) + 1
  if (known > 0) {
    const command = words.slice(0, known).join(' ')
    throw new CLIError(`"${command}" does not take "${words.slice(known).join(' ')}". See: ontrac ${command} --help`)
  }
  const siblings = config.commandIDs.filter((other) => other.startsWith(`${words[0]}:`))
  const names = new Set(siblings.map((other) => other.split(':')[1] ?? ''))
  const remedy =
    names.size > 0 ? `Known after "${words[0]}": ${[...names].toSorted().join(', ')}.` : 'See: ontrac --help'
  throw new CLIError(`There is no command "${words.join(' ')}". ${remedy}`)
}
