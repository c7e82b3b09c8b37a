import {createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify} from 'node:crypto'
import {mkdir, readFile, stat, writeFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import {ExamError} from '../../src/errors.ts'
import type {Signer} from '../../src/ports.ts'

const OTHERS_MAY = 0o077

/**
 * Makes a new Ed25519 key (PEM, readable by its owner only) unless the file is there already: a key that signed once is
 * never replaced.
 *
 * @throws ExamError `signer.key-unwritable`
 */
export async function createKeyFile(path: string): Promise<void> {
  const {privateKey} = generateKeyPairSync('ed25519', {
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
    publicKeyEncoding: {type: 'spki', format: 'pem'},
  })
  try {
    await mkdir(dirname(path), {recursive: true, mode: 0o700})
    await writeFile(path, privateKey, {flag: 'wx', mode: 0o600})
  } catch (error) {
    const {code, syscall} = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && syscall === 'open') return
    const message = `The key cannot be written to ${path}; choose another place with the setting keyFile.`
    throw new ExamError('unavailable', 'signer.key-unwritable', message, {path}, {cause: error})
  }
}

/**
 * Opens the key that signs the audit trail (design rule 13).
 *
 * @throws ExamError `signer.key-missing`, `signer.key-open` when others may read it, `signer.key-broken`
 */
export async function openSigner(path: string): Promise<Signer> {
  const privateKey = await readKey(path)
  return {
    publicKey: createPublicKey(privateKey).export({type: 'spki', format: 'der'}).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    verify: isSignedBy,
  }
}

/** Whether the holder of `publicKey` signed `text`; anything malformed is no signature. Needs no key file. */
export function isSignedBy(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der'})
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

async function readKey(path: string): Promise<KeyObject> {
  const pem = await readPrivately(path)
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Falls through: what is no key at all and what is a key of another kind have the same remedy.
  }
  const message = `${path} holds no Ed25519 key; put the right file back from where you keep it.`
  throw new ExamError('invalid', 'signer.key-broken', message, {path})
}

async function readPrivately(path: string): Promise<string> {
  try {
    const {mode} = await stat(path)
    if (process.platform === 'win32' || (mode & OTHERS_MAY) === 0) return await readFile(path, 'utf8')
  } catch (error) {
    const message = `There is no key at ${path}; make one with: ontrac init, or put back the one you keep elsewhere.`
    throw new ExamError('not-found', 'signer.key-missing', message, {path}, {cause: error})
  }
  const message = `Others on this machine may read the key ${path}; close it with: chmod 600 ${path}`
  throw new ExamError('refused', 'signer.key-open', message, {path})
}
