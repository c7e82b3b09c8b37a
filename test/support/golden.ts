import {expect} from 'vitest'
import {goldenNames, readGolden, removeGolden, writeGolden} from './golden-files.ts'

/** Whether golden files are written instead of compared: `npm run golden`. */
export const isUpdating = process.env['UPDATE_GOLDEN'] === '1'

/** Compares a golden file with what it is made from; when updating it is written. */
export function expectGolden(name: string, text: string): void {
  if (isUpdating) writeGolden(name, text)
  const message = `test/golden/${name} tells what others depend on. Is the change meant? Then: npm run golden`
  expect(text, message).toBe(readGolden(name) ?? '')
}

/** Finds golden files of a folder that nothing makes any more; when updating they are thrown away. */
export function expectNoOthers(folder: string, names: readonly string[]): void {
  const left = goldenNames(folder).filter((name) => !names.includes(name))
  if (isUpdating) for (const name of left) removeGolden(`${folder}/${name}`)
  else expect(left).toEqual([])
}
