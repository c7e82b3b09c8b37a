import {argon2, type Argon2Parameters, randomBytes, timingSafeEqual} from 'node:crypto'
import {promisify} from 'node:util'
import type {Passwords} from '../../src/sign-in/ports.ts'

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const MEMORY = 19_456
const PASSES = 2
const TAG_BYTES = 32
const SALT_BYTES = 16
/** Each takes a thread of the pool for a tenth of a second; the store needs the others (design rule 23). */
const AT_ONCE = 2

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

const argon = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>

/** Opens the hashing of passwords; who comes while two are at work waits his turn. */
export function openPasswords(): Passwords {
  const turn = turns(AT_ONCE)
  const nobody = `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${bare(randomBytes(SALT_BYTES))}$${bare(randomBytes(TAG_BYTES))}`
  return {
    hash: (password) =>
      turn(async () => {
        const nonce = randomBytes(SALT_BYTES)
        const tag = await derive(password, nonce, MEMORY, PASSES)
        return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${bare(nonce)}$${bare(tag)}`
      }),
    verify: (hash, password) =>
      turn(async () => {
        const [, memory, passes, salt = '', tag = ''] = FORM.exec(hash ?? nobody) ?? FORM.exec(nobody) ?? []
        const made = await derive(password, Buffer.from(salt, 'base64'), Number(memory), Number(passes))
        const kept = Buffer.from(tag, 'base64')
        return kept.length === made.length && timingSafeEqual(kept, made) && hash !== null
      }),
  }
}

function derive(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  return argon('argon2id', {
    message: password.normalize('NFC'),
    nonce,
    memory,
    passes,
    parallelism: 1,
    tagLength: TAG_BYTES,
  })
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

/** Lets at most `most` works run at once, the others in the order in which they came. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
