import type {SecretPlace} from '../ports.ts'

/** Where the secret of an authenticator app is kept: sealed in its credential. */
export function secretPlace(credential: string): SecretPlace {
  return {table: 'credential', column: 'secret', row: credential}
}
