import {z} from 'zod'
import type {Context} from '../context.ts'
import type {Json} from '../json.ts'
import {parsed} from '../parsed.ts'
import {partyView, type PartyView} from './add-party.ts'
import {connectorNamed, keptSettings, type PartyPorts, wholeSettings} from './party.ts'
import type {ExchangeStores} from './store.ts'

export const ChangeParty = z.strictObject({
  code: z.string(),
  name: z.string().trim().min(1).max(200).optional(),
  /** Settings to replace; null takes one away. */
  settings: z
    .record(
      z.string(),
      z.custom<Json>((value) => value !== undefined),
    )
    .default({}),
})

/**
 * Changes the name or some settings of a party; what is not named stays as it is.
 *
 * @throws ExamError `party.not-found`, `input.invalid`, `secret.unreadable`
 */
export async function changeParty(
  ctx: Context<ExchangeStores>,
  ports: PartyPorts,
  input: z.input<typeof ChangeParty>,
): Promise<PartyView> {
  const {code, name, settings} = parsed(ChangeParty, input)
  const before = await ctx.read('exchange.read', ({parties}) => parties.get(code))
  const connector = connectorNamed(ports.connectors, before.connector)
  const all = {...(await wholeSettings(before, ports.cipher)), ...settings}
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
  const secret = Object.keys(given).some((key) => connector.secrets.includes(key))
  const kept = keptSettings(connector, given, {id: before.id, cipher: secret ? await ports.cipher() : undefined})
  return ctx.write('party.change', {}, async ({parties}, entry) => {
    await parties.change(before.id, {...kept, ...(name === undefined ? {} : {name})})
    entry.note({about: ['party', before.id], facts: {code, settings: Object.keys(settings)}})
    return partyView(ports, await parties.get(before.id))
  })
}
