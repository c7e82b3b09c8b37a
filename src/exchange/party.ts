import type {Connection, Connector, ConnectorPorts} from '../connector.ts'
import {ExamError} from '../errors.ts'
import type {Json} from '../json.ts'
import {parsed} from '../parsed.ts'
import type {Cipher, SecretPlace} from '../ports.ts'
import type {Party} from './model.ts'

/** The connectors that this installation has, by name. */
export type Connectors = ReadonlyMap<string, Connector>

/** What opening a party takes. */
export type PartyPorts = Readonly<{
  connectors: Connectors
  /** Asked for only when a party has secrets. */
  cipher: () => Promise<Cipher>
  /** A rehearsal store reaches systems on this machine only, such as our simulators (design rule 4). */
  rehearsal: boolean
}>

/** The connector of that name. @throws ExamError `connector.not-found` */
export function connectorNamed(connectors: Connectors, name: string): Connector {
  const connector = connectors.get(name)
  if (connector) return connector
  const known = [...connectors.keys()].join(', ')
  const message = `There is no connector "${name}"; choose from: ${known}. Others are named in the setting connectors.`
  throw new ExamError('not-found', 'connector.not-found', message, {connector: name, known: [...connectors.keys()]})
}

/** Settings as a person gives them, apart as they are kept: open ones, and secret ones sealed together. */
export function keptSettings(
  connector: Connector,
  given: Readonly<Record<string, Json>>,
  {id, cipher}: Readonly<{id: string; cipher: Cipher | undefined}>,
): Pick<Party, 'settings' | 'sealed'> {
  parsed(connector.settings, given)
  const entries = Object.entries(given)
  const secret = entries.filter(([name]) => connector.secrets.includes(name))
  const settings = Object.fromEntries(entries.filter(([name]) => !connector.secrets.includes(name)))
  if (secret.length === 0 || !cipher) return {settings, sealed: null}
  return {settings, sealed: cipher.seal(JSON.stringify(Object.fromEntries(secret)), placeOf(id))}
}

/** All settings of a party, secret ones too. @throws ExamError `secret.unreadable` */
export async function wholeSettings(
  party: Party,
  cipher: () => Promise<Cipher>,
): Promise<Readonly<Record<string, Json>>> {
  if (party.sealed === null) return party.settings
  const secrets = JSON.parse((await cipher()).open(party.sealed, placeOf(party.id))) as Readonly<Record<string, Json>>
  return {...party.settings, ...secrets}
}

/** Opens a live connection with a party. @throws ExamError `party.rehearsal`, `connector.not-found`, `input.invalid`, `secret.unreadable` */
export async function openParty(
  {connectors, cipher, rehearsal}: PartyPorts,
  party: Party,
  ports: ConnectorPorts,
): Promise<Connection> {
  if (!mayReach({rehearsal}, party)) {
    const message = `This is a rehearsal store, which reaches systems on this machine only; point ${party.code} at a simulator: ontrac oke simulate`
    throw new ExamError('refused', 'party.rehearsal', message, {party: party.code})
  }
  const connector = connectorNamed(connectors, party.connector)
  const settings = parsed(connector.settings, await wholeSettings(party, cipher))
  return connector.open(settings as never, ports)
}

/** Whether a party may be reached: always, but from a rehearsal store only when every address of it is this machine's. */
export function mayReach({rehearsal}: Pick<PartyPorts, 'rehearsal'>, {settings}: Pick<Party, 'settings'>): boolean {
  if (!rehearsal) return true
  const addresses = Object.values(settings).filter(
    (value): value is string => typeof value === 'string' && /^https?:/.test(value),
  )
  return (
    addresses.length > 0 && addresses.every((text) => /^http:\/\/(localhost|127\.[\d.]+|\[::1\])([:/]|$)/.test(text))
  )
}

function placeOf(row: string): SecretPlace {
  return {table: 'party', column: 'sealed', row}
}
