import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')
const GOLDEN = join(ROOT, 'test', 'golden')

/** Undefined when there is no such file. */
export function readGolden(name: string): string | undefined {
  try {
    return readFileSync(join(GOLDEN, name), 'utf8')
  } catch {
    return undefined
  }
}

/** The files of a folder of golden files; none when there is no folder. */
export function goldenNames(folder: string): readonly string[] {
  try {
    return readdirSync(join(GOLDEN, folder)).toSorted()
  } catch {
    return []
  }
}

export function writeGolden(name: string, text: string): void {
  const file = join(GOLDEN, name)
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, text)
}

export function removeGolden(name: string): void {
  rmSync(join(GOLDEN, name))
}
