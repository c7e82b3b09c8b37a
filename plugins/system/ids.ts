import {randomBytes, randomUUIDv7} from 'node:crypto'
import type {Ids} from '../../src/ports.ts'

/** The digits and letters that nobody takes for another: no 0 or O, no 1 or I. There are 32, so five random bits choose one. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Ids and codes from the machine's random source. */
export const systemIds: Ids = {
  next: <T extends string>() => randomUUIDv7() as string as T,
  code: (letters) => Array.from(randomBytes(letters), (byte) => LETTERS.charAt(byte % LETTERS.length)).join(''),
}
