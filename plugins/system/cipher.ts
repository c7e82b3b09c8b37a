import {createCipheriv, createDecipheriv, randomBytes} from 'node:crypto'
import {readFile, rename, stat, writeFile} from 'node:fs/promises'
import {ExamError} from '../../src/errors.ts'
import type {Cipher, SecretPlace} from '../../src/ports.ts'

const OTHERS_MAY = 0o077
const BLOCK = /-----BEGIN ONTRAC SECRET KEY (\w+)-----\s+([A-Za-z0-9+/=\s]+?)\s+-----END ONTRAC SECRET KEY-----/g
const KEY_BYTES = 32
const IV_BYTES = 12

/**
 * Opens the keys that keep secrets (design rule 23); they stand behind the signing key in the same file, the newest last.
 * Older ones stay, for secrets in backups.
 *
 * @throws ExamError `secret.key-missing` when the file or any key in it is missing, `signer.key-open` when others may read it
 */
export async function openCipher(path: string): Promise<Cipher> {
  const keys = keysIn(await readPrivately(path))
  const [newest] = [...keys.keys()].slice(-1)
  if (newest === undefined) throw keyMissing(path)
  return {
    key: newest,
    keyOf: (sealed) => sealed.split('.', 1)[0] ?? '',
    seal: (secret, place) => seal(newest, keys, secret, place),
    open: (sealed, place) => open(keys, sealed, place),
  }
}

/** As {@link openCipher}; the first key is made when there is none in the file yet. */
export async function openOrMakeCipher(path: string): Promise<Cipher> {
  if (!(await hasSecretKey(path))) await addSecretKey(path)
  return openCipher(path)
}

/**
 * Adds a new key to the file; what is sealed from now on is sealed with it. The file is replaced at once, and is its owner's
 * only. Answers the key's name.
 *
 * @throws ExamError `secret.key-missing` when there is no file
 */
export async function addSecretKey(path: string): Promise<string> {
  const content = await readPrivately(path)
  const name = `k${keysIn(content).size + 1}${randomBytes(3).toString('hex')}`
  const key = randomBytes(KEY_BYTES).toString('base64')
  const block = `-----BEGIN ONTRAC SECRET KEY ${name}-----\n${key}\n-----END ONTRAC SECRET KEY-----\n`
  const next = `${path}.next`
  await writeFile(next, `${content.trimEnd()}\n${block}`, {flag: 'w', mode: 0o600})
  await rename(next, path)
  return name
}

/** Whether the file holds a key for secrets. */
export async function hasSecretKey(path: string): Promise<boolean> {
  return keysIn(await readPrivately(path)).size > 0
}

function keysIn(content: string): ReadonlyMap<string, Buffer> {
  return new Map(
    [...content.matchAll(BLOCK)].map(([, name, key]) => [name ?? '', Buffer.from((key ?? '').trim(), 'base64')]),
  )
}

function seal(name: string, keys: ReadonlyMap<string, Buffer>, secret: string, place: SecretPlace): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keys.get(name) ?? Buffer.alloc(0), iv)
  cipher.setAAD(Buffer.from(boundTo(name, place)))
  const content = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return [name, ...[iv, cipher.getAuthTag(), content].map((part) => part.toString('base64url'))].join('.')
}

function open(keys: ReadonlyMap<string, Buffer>, sealed: string, place: SecretPlace): string {
  const [name = '', ...parts] = sealed.split('.')
  const [iv, tag, content] = parts.map((part) => Buffer.from(part, 'base64url'))
  try {
    const key = keys.get(name)
    if (!key || !iv || !tag || !content) throw new Error('No such key')
    const decipher = createDecipheriv('aes-256-gcm', key, iv)
    decipher.setAAD(Buffer.from(boundTo(name, place)))
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8')
  } catch (error) {
    const message = `A secret of ${place.table} cannot be read with the keys at hand; put back the key file that belongs to this store, or give the secret again.`
    throw new ExamError('refused', 'secret.unreadable', message, {table: place.table, row: place.row}, {cause: error})
  }
}

function boundTo(key: string, {table, column, row}: SecretPlace): string {
  return `ontrac secret ${key} ${table} ${column} ${row}`
}

async function readPrivately(path: string): Promise<string> {
  try {
    const {mode} = await stat(path)
    if (process.platform === 'win32' || (mode & OTHERS_MAY) === 0) return await readFile(path, 'utf8')
  } catch (error) {
    throw keyMissing(path, error)
  }
  const message = `Others on this machine may read the key ${path}; close it with: chmod 600 ${path}`
  throw new ExamError('refused', 'signer.key-open', message, {path})
}

function keyMissing(path: string, cause?: unknown): ExamError {
  const message = `There is no key for secrets at ${path}; make the file with: ontrac init, or put back the one you keep elsewhere.`
  return new ExamError('not-found', 'secret.key-missing', message, {path}, {cause})
}
