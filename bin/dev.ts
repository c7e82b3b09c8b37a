import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import type {Interfaces} from '@oclif/core'
import {execute} from '@oclif/core/execute'
import {settings} from '@oclif/core/settings'
import {register} from 'tsx/esm/api'
import {wordsOr} from './main.ts'

const root = join(import.meta.dirname, '..')

/** Runs the command line in `process.argv` with the commands of commands/, looked up afresh; errors show their stack. */
export async function main(): Promise<void> {
  register()
  const args = wordsOr(process.stdin.isTTY && process.stdout.isTTY)
  await execute({args, development: true, loadOptions: await sourceOptions()})
}

/** With these oclif finds the commands in commands/, for whoever can load TypeScript. */
export async function sourceOptions(): Promise<Interfaces.Options> {
  // oclif would read tsconfig.json through the compiler's API, which TypeScript 7 has not, and then quietly run dist/.
  settings.enableAutoTranspile = false
  return {root, ignoreManifest: true, pjson: await describeSource()}
}

/** The package as oclif reads it, but with sources wherever it points into dist/. */
async function describeSource(): Promise<Interfaces.PJSON> {
  const oclif = JSON.stringify(createRequire(import.meta.url)('../oclif.config.cjs')).replaceAll('./dist/', './')
  const text = await readFile(join(root, 'package.json'), 'utf8')
  return {...JSON.parse(text), oclif: JSON.parse(oclif)} as Interfaces.PJSON
}
