import type {SignInStores} from '../../src/sign-in/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of how people get in. */
export function openSignInStores({tx, access}: Opening): SignInStores {
  return {
    credentials: openTable(tx, access, 'credential', {versioned: false}),
    signInLinks: openTable(tx, access, 'signInLink', {noun: 'link', versioned: false}),
    webSessions: openTable(tx, access, 'webSession', {noun: 'web-session', versioned: false}),
    apiTokens: openTable(tx, access, 'apiToken', {noun: 'token', code: 'code', versioned: false}),
    async hasOldSignIns(before) {
      const old = [
        await tx
          .selectFrom('receipt')
          .select('key')
          .where('fingerprint', 'is not', null)
          .where('at', '<', before)
          .limit(1)
          .executeTakeFirst(),
        await tx.selectFrom('signInLink').select('id').where('expiresAt', '<', before).limit(1).executeTakeFirst(),
        await tx.selectFrom('webSession').select('id').where('expiresAt', '<', before).limit(1).executeTakeFirst(),
      ]
      return old.some((row) => row !== undefined)
    },
    async forgetSignIns(before) {
      const counts = [
        await tx.deleteFrom('receipt').where('fingerprint', 'is not', null).where('at', '<', before).executeTakeFirst(),
        await tx.deleteFrom('signInLink').where('expiresAt', '<', before).executeTakeFirst(),
        await tx.deleteFrom('webSession').where('expiresAt', '<', before).executeTakeFirst(),
      ]
      return counts.reduce((sum, {numDeletedRows}) => sum + Number(numDeletedRows), 0)
    },
  }
}
