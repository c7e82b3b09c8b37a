import {z} from 'zod'
import type {Context} from '../context.ts'
import type {ImportProfile} from '../institution/model.ts'
import {parsed} from '../parsed.ts'
import {fieldNamed} from './columns.ts'
import {IMPORT_KINDS} from './import-kind.ts'
import {importKindOf} from './kinds/index.ts'
import type {ImportStores} from './store.ts'

/** How a school's own file calls its columns. */
export const SaveProfile = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,40}$/, 'use letters, digits, "-", "_" or "."'),
  kind: z.enum(IMPORT_KINDS),
  /** Field, by one of the names that its column may have, to the column of the school's file. */
  mapping: z.record(z.string().trim().min(1), z.string().trim().min(1)),
})

/**
 * Saves under a code which columns of a file hold what, so that it can be imported as it is; the same code again replaces it.
 *
 * @throws ExamError `import.unknown-field`
 */
export async function saveProfile(
  ctx: Context<ImportStores>,
  input: z.input<typeof SaveProfile>,
): Promise<ImportProfile> {
  const {code, kind, mapping: words} = parsed(SaveProfile, input)
  const {fields} = importKindOf(kind)
  const mapping = Object.fromEntries(Object.entries(words).map(([word, column]) => [fieldNamed(fields, word), column]))
  return ctx.write('import.save-profile', {}, async ({importProfiles}, entry) => {
    const known = await importProfiles.find(code)
    const profile: ImportProfile = {id: known?.id ?? ctx.ids.next(), code, kind, mapping, endedAt: null, version: 1}
    if (known) await importProfiles.change(known.id, {kind, mapping})
    else await importProfiles.add([profile])
    entry.note({about: ['import-profile', profile.id], facts: {code, kind, columns: Object.keys(mapping)}})
    return profile
  })
}

/** The saved profiles, by code. */
export async function listProfiles(ctx: Context<ImportStores>): Promise<readonly ImportProfile[]> {
  return ctx.read('operation.read', ({importProfiles}) => importProfiles.all())
}
