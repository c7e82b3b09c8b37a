import {stripVTControlCharacters} from 'node:util'
import type {Config} from '@oclif/core'
import {type InsideWire, runInside} from '../lib/command.ts'
import type {Ran, Watching} from './frame/deed-panel.ts'

/** Runs a command in this process with the wire that is open, and gathers what it says; what is refused is told, not thrown. */
export async function runWords(
  config: Config,
  words: readonly string[],
  inside: Readonly<{wire: InsideWire} & Watching>,
): Promise<Ran> {
  let stdout = ''
  let stderr = ''
  let code = 0
  const voice = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    exit: (given: number) => void (code = given),
    progress: inside.onProgress,
    stoppable: inside.onStoppable,
    wire: inside.wire,
  }
  try {
    await runInside(config, words, voice)
  } catch (error) {
    code = 1
    stderr += error instanceof Error ? error.message : String(error)
  }
  return {ok: code === 0, result: lines(stdout), talk: lines(stderr)}
}

function lines(text: string): readonly string[] {
  const plain = stripVTControlCharacters(text).trimEnd()
  return plain === '' ? [] : plain.split('\n').map((line) => line.replace(/^✗ /, ''))
}

/** What is known of the command that words begin with, or null. */
export function commandIn(config: Config, words: readonly string[]): Readonly<{previews: boolean}> | null {
  for (const length of [3, 2, 1]) {
    const found = words.length >= length ? config.findCommand(words.slice(0, length).join(':')) : undefined
    if (found) return {previews: found.flags['dry-run'] !== undefined}
  }
  return null
}
