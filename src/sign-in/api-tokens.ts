import {z} from 'zod'
import type {Context} from '../context.ts'
import {DEEDS, VIEWS} from '../deeds.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {parsed} from '../parsed.ts'
import {type Instant, plusMinutes} from '../time.ts'
import type {ApiToken} from './model.ts'
import type {Secrets} from './ports.ts'

const DAY_MINUTES = 24 * 60
const CODE_LETTERS = 6
const KNOWN = new Set<string>(['read', ...Object.keys(DEEDS), ...Object.keys(VIEWS)])

/** A token for a program that acts in somebody's name. */
export const CreateToken = z.strictObject({
  /** Staff code or student number. */
  person: z.string().trim().min(1),
  title: z.string().trim().min(1).max(80).describe('What it is for.'),
  scopes: z
    .array(
      z
        .string()
        .refine((scope) => KNOWN.has(scope), 'is no deed or view; see test/golden/permissions.txt or give read'),
    )
    .min(1),
  days: z.int().min(1).max(400).default(90),
})

/** A token as lists show it; it cannot be shown again itself. */
export type TokenView = Readonly<{
  code: string
  person: string
  title: string
  scopes: readonly string[]
  createdAt: Instant
  expiresAt: Instant
  usedAt: Instant | null
}>

/** Makes a token; it is answered this once and kept as a fingerprint. @throws ExamError `staff.not-found`, `input.invalid` */
export async function createToken(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  input: z.input<typeof CreateToken>,
): Promise<TokenView & Readonly<{token: string}>> {
  const {person: code, title, scopes, days} = parsed(CreateToken, input)
  const token = `ontrac_${secrets.token()}`
  return ctx.write('token.create', {}, async (stores, entry) => {
    const person = (await stores.students.find(code)) ?? (await stores.staff.get(code))
    const made: ApiToken = {
      id: ctx.ids.next(),
      code: ctx.ids.code(CODE_LETTERS),
      personId: person.id,
      title,
      tokenHash: ctx.hash.sha256(token),
      scopes,
      createdAt: entry.now,
      expiresAt: plusMinutes(entry.now, days * DAY_MINUTES),
      usedAt: null,
      endedAt: null,
    }
    await stores.apiTokens.add([made])
    entry.note({about: ['token', made.id], for: person.id, facts: {code: made.code, scopes}, text: title})
    return {...viewOf(made, code), token}
  })
}

/** Tokens that were not revoked, those that are over included. */
export async function listTokens(ctx: Context<LifecycleStores>): Promise<readonly TokenView[]> {
  return ctx.read('operation.read', async ({apiTokens, persons}) => {
    const tokens = await apiTokens.all()
    const people = await persons.all({id: [...new Set(tokens.map(({personId}) => personId))]})
    const codes = new Map(people.map(({id, staffCode, studentNumber}) => [id, staffCode ?? studentNumber ?? '']))
    return tokens.map((token) => viewOf(token, codes.get(token.personId) ?? ''))
  })
}

/** Ends a token from now on. @throws ExamError `token.not-found` */
export async function revokeToken(ctx: Context<LifecycleStores>, code: string): Promise<TokenView> {
  return ctx.write('token.revoke', {}, async ({apiTokens, persons}, entry) => {
    const token = await apiTokens.get(code)
    await apiTokens.change(token.id, {endedAt: entry.now})
    entry.note({about: ['token', token.id], for: token.personId, facts: {code: token.code}})
    const {staffCode, studentNumber} = await persons.get(token.personId)
    return viewOf(token, staffCode ?? studentNumber ?? '')
  })
}

function viewOf({code, title, scopes, createdAt, expiresAt, usedAt}: ApiToken, person: string): TokenView {
  return {code, person, title, scopes, createdAt, expiresAt, usedAt}
}
