import {z} from 'zod'
import type {Context} from '../context.ts'
import type {InstitutionStores} from '../institution/store.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Json} from '../json.ts'
import {parsed} from '../parsed.ts'
import {type Instant, instant} from '../time.ts'
import {personNamed} from './person-named.ts'

export const ListAudit = z.strictObject({
  /** `session` or `session:ID`. */
  about: z.string().optional(),
  deed: z.string().optional(),
  /** Staff code or student number of who did it, and of whom it concerns. */
  by: z.string().optional(),
  for: z.string().optional(),
  since: z.string().optional(),
  until: z.string().optional(),
  after: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(100),
})

/** What was done, by whom, as what, to what, and why; people by staff code or student number. */
export type AuditView = Readonly<{
  id: string
  at: Instant
  deed: string
  by: string | null
  role: string
  for: string | null
  about: Readonly<{kind: string; id: string}> | null
  facts: Json
  text: string | null
  seal: number | null
}>

/** Entries of the audit trail, newest first. @throws ExamError `person.not-found` */
export async function listAudit(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof ListAudit> = {},
): Promise<readonly AuditView[]> {
  const {about, deed, by, for: concerned, since, until, after, limit} = parsed(ListAudit, input)
  return ctx.read('audit.read', async (stores) => {
    const {zone} = await theInstitution(stores)
    const [kind, id] = about?.split(':') ?? []
    const lines = await stores.audit.entries({
      ...(kind ? {aboutKind: kind} : {}),
      ...(id ? {aboutId: id} : {}),
      ...(deed ? {deed} : {}),
      ...(by ? {actor: await personNamed(stores, by)} : {}),
      ...(concerned ? {for: await personNamed(stores, concerned)} : {}),
      ...(since ? {since: instant(since, zone)} : {}),
      ...(until ? {until: instant(until, zone)} : {}),
      ...(after ? {after} : {}),
      limit,
    })
    return lines.map((line) => ({
      id: line.id,
      at: line.at,
      deed: line.deed,
      by: line.actor,
      role: line.role,
      for: line.for,
      about: line.aboutKind === null || line.aboutId === null ? null : {kind: line.aboutKind, id: line.aboutId},
      facts: line.facts,
      text: line.text,
      seal: line.sealNumber,
    }))
  })
}
