import {execute} from '@oclif/core/execute'

/** Runs the command line in `process.argv` with the commands of dist/; without words a terminal gets the screens. */
export async function main(): Promise<void> {
  await execute({dir: import.meta.url, args: wordsOr(process.stdin.isTTY && process.stdout.isTTY)})
}

/** What was typed; nothing at a terminal opens the screens, and elsewhere shows the help. */
export function wordsOr(atTerminal: boolean): string[] {
  const words = process.argv.slice(2)
  return words.length === 0 && atTerminal ? ['open'] : words
}
