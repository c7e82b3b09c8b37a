import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {parsed} from '../parsed.ts'
import {given} from './given.ts'
import type {Institution} from './model.ts'
import {Policy} from './policy.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

/** What the school decides anew. Settings of the policy are text: `cancelUntilDays` = `3`, `reminderDays` = `7,2,1`. */
export const ConfigureInstitution = z.strictObject({
  name: z.string().trim().min(1).optional(),
  language: z.enum(['nl', 'en']).optional(),
  settings: z.record(z.string(), z.string()).default({}),
})

/** A setting before and after, as text. */
export type SettingChange = Readonly<{setting: string; before: string; after: string}>

/**
 * Changes the school's name, language or policy. The zone is not changed: everything planned stands in it.
 *
 * @throws ExamError `policy.unknown-setting`, `institution.nothing-to-change`; `input.invalid` with the setting's bounds
 */
export async function configureInstitution(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof ConfigureInstitution>,
): Promise<readonly SettingChange[]> {
  const {settings, ...facts} = given(parsed(ConfigureInstitution, input))
  const read = Object.fromEntries(Object.entries(settings ?? {}).map(([name, text]) => [name, readSetting(name, text)]))
  if (Object.keys({...facts, ...read}).length === 0)
    throw new ExamError(
      'invalid',
      'institution.nothing-to-change',
      'Say what should change, such as cancelUntilDays=3.',
    )
  return ctx.write('institution.configure', {}, async (stores, entry) => {
    const before = await theInstitution(stores)
    const policy = parsed(Policy, {...before.policy, ...read})
    const changes = differences(before, {...before, ...facts, policy}, Object.keys({...facts, ...read}))
    await stores.institutions.change(before.id, {...facts, policy})
    entry.note({about: ['institution', before.id], facts: {changes}})
    return changes
  })
}

function differences(before: Institution, after: Institution, names: readonly string[]): readonly SettingChange[] {
  const values = ({name, language, policy}: Institution): Readonly<Record<string, unknown>> => ({
    name,
    language,
    ...policy,
  })
  return names.map((setting) => ({
    setting,
    before: String(values(before)[setting]),
    after: String(values(after)[setting]),
  }))
}

/** A text in the type of the setting; one that is none stays text, for the schema to refuse it with its bounds. */
function readSetting(name: string, text: string): unknown {
  if (!Object.hasOwn(Policy.shape, name)) {
    const message = `There is no setting "${name}"; see them with: ontrac institution show`
    throw new ExamError('invalid', 'policy.unknown-setting', message, {name})
  }
  const example: unknown = Policy.parse({})[name as keyof Policy]
  if (typeof example === 'boolean') return {true: true, yes: true, false: false, no: false}[text] ?? text
  if (typeof example === 'number') return asNumber(text)
  if (!Array.isArray(example)) return text
  const parts = text.split(',').map((part) => part.trim())
  return typeof example[0] === 'number' ? parts.map(asNumber) : parts
}

function asNumber(text: string): number | string {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : text
}
