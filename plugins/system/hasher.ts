import {createHash} from 'node:crypto'
import type {Hasher} from '../../src/ports.ts'

/** SHA-256 by OpenSSL. */
export const hasher: Hasher = {sha256: (content) => createHash('sha256').update(content).digest('hex')}
