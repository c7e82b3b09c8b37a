import {randomBytes} from 'node:crypto'
import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {ExamError} from '../../src/errors.ts'
import type {Files} from '../../src/ports.ts'

const OURS_ALONE = {flag: 'wx', mode: 0o600} as const

/** The machine's own files. */
export const systemFiles: Files = {
  async read(path) {
    try {
      return await readFile(path)
    } catch (error) {
      throw unreadable(path, error)
    }
  },

  async write(path, content, {overwrite = false} = {}) {
    const draft = `${path}.${randomBytes(4).toString('hex')}.part`
    let taken = false
    try {
      // An empty file takes the name first; not a link, which sticks and shares do not know.
      if (!overwrite) await writeFile(path, '', OURS_ALONE)
      taken = !overwrite
      await writeFile(draft, content, OURS_ALONE)
      await rename(draft, path)
    } catch (error) {
      await rm(draft, {force: true})
      if (taken) await rm(path, {force: true})
      throw unwritable(path, error)
    }
  },

  async makeFolder(path) {
    try {
      await mkdir(path, {recursive: true, mode: 0o700})
    } catch (error) {
      throw unwritable(path, error)
    }
  },
}

function unreadable(path: string, cause: unknown): ExamError {
  const {code} = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') {
    return new ExamError('not-found', 'file.missing', `There is no file ${path}; check the name.`, {path}, {cause})
  }
  const message = `The file ${path} cannot be read (${code}); check that it is a file that you may read.`
  return new ExamError('unavailable', 'file.unreadable', message, {path}, {cause})
}

function unwritable(path: string, cause: unknown): ExamError {
  const {code} = cause as NodeJS.ErrnoException
  if (code === 'EEXIST') {
    const message = `There is a file ${path} already; choose another name.`
    return new ExamError('refused', 'file.exists', message, {path}, {cause})
  }
  const message = `The file ${path} cannot be written (${code}); choose a folder that exists and is yours.`
  return new ExamError('unavailable', 'file.unwritable', message, {path}, {cause})
}
