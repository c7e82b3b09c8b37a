import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {Institution} from './model.ts'
import {Policy} from './policy.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

/** A setting of the policy before and after. */
export type PolicyChange = Readonly<{setting: string; before: string; after: string}>

/** The school, its policy with every setting. @throws ExamError `institution.missing` */
export async function showInstitution(ctx: Context<InstitutionStores>): Promise<Institution> {
  return ctx.read('catalogue.read', theInstitution)
}

/**
 * Changes settings of the policy, given as text: `cancelUntilDays` = `3`, `reminderDays` = `7,2,1`.
 *
 * @throws ExamError `policy.unknown-setting`; `input.invalid` with the setting's bounds
 */
export async function configureInstitution(
  ctx: Context<InstitutionStores>,
  settings: Readonly<Record<string, string>>,
): Promise<readonly PolicyChange[]> {
  const given = Object.fromEntries(Object.entries(settings).map(([name, text]) => [name, readSetting(name, text)]))
  return ctx.write('institution.configure', {}, async (stores, entry) => {
    const institution = await theInstitution(stores)
    const policy = parsed(Policy, {...institution.policy, ...given})
    const changes = Object.keys(given).map((name) => ({
      setting: name,
      before: String(institution.policy[name as keyof Policy]),
      after: String(policy[name as keyof Policy]),
    }))
    await stores.institutions.change(institution.id, {policy})
    entry.note({about: ['institution', institution.id], facts: {changes}})
    return changes
  })
}

function readSetting(name: string, text: string): unknown {
  const example: unknown = Policy.parse({})[name as keyof Policy]
  if (example === undefined)
    throw new ExamError(
      'invalid',
      'policy.unknown-setting',
      `There is no setting "${name}"; see them with: ontrac institution show`,
      {name},
    )
  if (typeof example === 'boolean') return {true: true, yes: true, false: false, no: false}[text] ?? text
  if (typeof example === 'number') return Number(text)
  if (!Array.isArray(example)) return text
  const parts = text.split(',').map((part) => part.trim())
  return typeof example[0] === 'number' ? parts.map(Number) : parts
}
