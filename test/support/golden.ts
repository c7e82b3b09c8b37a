import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect} from 'vitest'

export const ROOT = join(import.meta.dirname, '..', '..')
const GOLDEN = join(ROOT, 'test', 'golden')

/** Whether golden files are written instead of compared: `npm run golden`. */
export const isUpdating = process.env['UPDATE_GOLDEN'] === '1'

/** Compares a golden file with what it is made from; when updating it is written. */
export function expectGolden(name: string, text: string): void {
  const file = join(GOLDEN, name)
  if (isUpdating) {
    mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, text)
  }
  const message = `test/golden/${name} tells what others depend on. Is the change meant? Then: npm run golden`
  expect(text, message).toBe(readGolden(name) ?? '')
}

/** Finds golden files of a folder that nothing makes any more; when updating they are thrown away. */
export function expectNoOthers(folder: string, names: readonly string[]): void {
  const left = goldenNames(folder).filter((name) => !names.includes(name))
  if (isUpdating) for (const name of left) rmSync(join(GOLDEN, folder, name))
  else expect(left).toEqual([])
}

/** Undefined when there is no such file. */
export function readGolden(name: string): string | undefined {
  try {
    return readFileSync(join(GOLDEN, name), 'utf8')
  } catch {
    return undefined
  }
}

export function goldenNames(folder: string): readonly string[] {
  try {
    return readdirSync(join(GOLDEN, folder)).toSorted()
  } catch {
    return []
  }
}
