import {execute} from '@oclif/core/execute'

/** Runs the command line in `process.argv` with the commands of dist/. */
export async function main(): Promise<void> {
  await execute({dir: import.meta.url})
}
