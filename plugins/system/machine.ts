import {stat, statfs} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'
import type {FileSigns} from '../../src/operation/doctor.ts'

/** Looks at a file or folder: whether it is there, who may read it, and the room on its disk. Never its content. */
export async function lookAt(named: string): Promise<FileSigns> {
  const path = resolve(named)
  const found = await stat(path).catch(() => undefined)
  const mode = found === undefined || process.platform === 'win32' ? null : found.mode & 0o777
  return {path, exists: found !== undefined, mode, freeMb: await freeSpace(path)}
}

async function freeSpace(path: string): Promise<number | null> {
  for (let place = path; ; place = dirname(place)) {
    const disk = await statfs(place).catch(() => undefined)
    if (disk) return Math.floor((disk.bavail * disk.bsize) / 2 ** 20)
    if (place === dirname(place)) return null
  }
}

/** The version of Node that runs this. */
export const nodeVersion = process.version
