import {z} from 'zod'
import type {Context} from '../context.ts'
import {refuse} from '../errors.ts'
import type {PartyId} from '../ids.ts'
import type {Json} from '../json.ts'
import {parsed} from '../parsed.ts'
import type {Party} from './model.ts'
import {connectorNamed, keptSettings, type PartyPorts} from './party.ts'
import type {ExchangeStores} from './store.ts'

export const AddParty = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,29}$/, 'write a code of letters, digits and dashes'),
  name: z.string().trim().max(200).default(''),
  connector: z.string().trim().min(1),
  settings: z
    .record(
      z.string(),
      z.custom<Json>((value) => value !== undefined),
    )
    .default({}),
})

/** A party as people see it: the names of its secrets and never the secrets. */
export type PartyView = Readonly<{
  code: string
  name: string
  connector: string
  settings: Party['settings']
  hasSecrets: boolean
  capabilities: readonly string[]
}>

/**
 * Adds another system to exchange with; its connector says whether the settings will do. Secrets are kept encrypted.
 *
 * @throws ExamError `connector.not-found`, `input.invalid`; `party.refused` with `party.exists`; `secret.key-missing`
 */
export async function addParty(
  ctx: Context<ExchangeStores>,
  ports: PartyPorts,
  input: z.input<typeof AddParty>,
): Promise<PartyView> {
  const {code, name, settings, connector: named} = parsed(AddParty, input)
  const connector = connectorNamed(ports.connectors, named)
  const secret = Object.keys(settings).some((key) => connector.secrets.includes(key))
  const cipher = secret ? await ports.cipher() : undefined
  const id = ctx.ids.next<PartyId>()
  const kept = keptSettings(connector, settings, {id, cipher})
  return ctx.write('party.add', {}, async ({parties}, entry) => {
    if (await parties.find(code)) {
      const message = `There is a party ${code} already; see it with: ontrac oke party list`
      throw refuse('party', [{code: 'party.exists', message, details: {party: code}}])
    }
    const party: Party = {id, code, name: name || connector.title, connector: named, ...kept, endedAt: null, version: 1}
    await parties.add([party])
    entry.note({about: ['party', id], facts: {code, connector: named, settings: Object.keys(settings)}})
    return partyView(ports, party)
  })
}

/** What people see of a party. */
export function partyView({connectors}: Pick<PartyPorts, 'connectors'>, party: Party): PartyView {
  const {code, name, connector, settings, sealed} = party
  const capabilities = connectors.get(connector)?.capabilities ?? []
  return {code, name, connector, settings, hasSecrets: sealed !== null, capabilities}
}
