import {exchangeStatus, type LaneView, type PartyStatus} from '../../../src/exchange/exchange-status.ts'
import {type ExchangeView, listExchanges} from '../../../src/exchange/list-exchanges.ts'
import type {Party} from '../../../src/exchange/model.ts'
import {given} from './command-words.ts'
import {ifAllowed} from './pieces.ts'
import type {Desk, RowDeed, Sheet} from './screen.ts'
import {counted, listOf, toned} from './sheet.ts'
import {say} from './text.ts'
import {momentText} from './times.ts'
import {NAMES} from './words.ts'

/** What is known of the exchange with other systems; empty for whom it is not. */
export type Connections = Readonly<{
  parties: readonly Connected[]
  lanes: readonly PartyLane[]
  exchanges: readonly ExchangeView[]
}>
type Connected = Pick<Party, 'code' | 'name' | 'connector'> & Readonly<{status: PartyStatus | undefined}>
type PartyLane = LaneView & Readonly<{party: string}>

/** Exchanges that are shown, the newest. */
const SHOWN = 500

/** Reads the parties, the lanes that do not run, and what went over the line. */
export async function readConnections({ctx}: Pick<Desk, 'ctx'>): Promise<Connections> {
  const parties = await ifAllowed(ctx.read('exchange.read', (stores) => stores.parties.all()))
  const status = await ifAllowed(exchangeStatus(ctx))
  return {
    parties: parties.map(({code, name, connector}) => ({
      code,
      name,
      connector,
      status: status.find(({party}) => party === code),
    })),
    lanes: status.flatMap(({party, lanes}) => lanes.map((lane) => ({...lane, party}))),
    exchanges: await ifAllowed(listExchanges(ctx, {limit: SHOWN})),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** The systems that ontrac exchanges with, and how each of them is. */
export function partySheet(desk: Desk, rows: readonly Connected[]): Sheet {
  return listOf(desk, {
    title: say('Koppelingen', 'Connections'),
    rows,
    key: ({code}) => code,
    columns: [
      {title: say('Partij', 'Party'), cell: ({code}) => code},
      {title: NAMES.name, cell: ({name}) => name, rank: 4},
      {title: say('Koppeling', 'Connector'), cell: ({connector}) => connector, rank: 5},
      {title: NAMES.state, cell: ({status}) => partyState(desk, status), rank: 0},
      {
        title: NAMES.waiting,
        cell: ({status}) => counted(sum(status?.lanes.map(({waiting}) => waiting) ?? [])),
        align: 'right',
        rank: 1,
      },
      {
        title: say('Stil', 'Stopped'),
        cell: ({status}) => counted(status?.lanes.filter(({parked}) => parked).length ?? 0, 'bad'),
        align: 'right',
        rank: 1,
      },
      {
        title: say('Verschilt', 'Differs'),
        cell: ({status}) => counted(sum(status?.problems.map(({count}) => count) ?? []), 'warn'),
        align: 'right',
        rank: 2,
      },
      {
        title: say('Niet te melden', 'Cannot be told'),
        cell: ({status}) => counted(status?.unsendable.length ?? 0, 'warn'),
        align: 'right',
        rank: 3,
      },
    ],
    facts: ({status}) =>
      (status?.problems ?? []).map(({kind, problem, count, first}) => [
        kind,
        `${problem} ${count}: ${first.join(' ')}`,
      ]),
    deeds: PARTY_DEEDS,
    empty: say(
      'Nog geen koppelingen; leg er een aan met: ontrac connector add PARTIJ',
      'No connections yet; make one with: ontrac connector add PARTY',
    ),
    words: ['oke', 'status'],
  })
}

function partyState({speak}: Pick<Desk, 'speak'>, status: PartyStatus | undefined) {
  if (status?.lanes.some(({parked}) => parked)) return toned(speak(say('staat stil', 'stopped')), 'bad')
  if (status?.lanes.some(({attempts}) => attempts > 0))
    return toned(speak(say('probeert opnieuw', 'tries again')), 'warn')
  return toned(speak(say('loopt', 'runs')), 'good')
}

const PARTY_DEEDS: readonly RowDeed<Connected>[] = [
  {
    key: 'b',
    label: say('bekijk', 'look at'),
    deed: 'exchange.settle',
    look: true,
    words: ({code}) => ['oke', 'status', code],
  },
  {key: 'o', label: say('haal op', 'fetch'), deed: 'exchange.take', words: ({code}) => ['oke', 'pull', code]},
  {key: 'd', label: say('geef door', 'tell'), deed: 'exchange.send', words: ({code}) => ['oke', 'push', code]},
  {key: 'v', label: say('beproef', 'test'), deed: 'party.change', words: ({code}) => ['oke', 'party', 'test', code]},
  {
    key: 'h',
    label: say('stuur alles opnieuw', 'send all again'),
    deed: 'exchange.settle',
    when: ({status}) => (status?.lanes.length ?? 0) > 0,
    words: ({code}) => ['oke', 'resend', '--party', code],
  },
]

/** Lanes of messages that were stopped by a refusal, or that wait for their next try. */
export function laneSheet(desk: Desk, rows: readonly PartyLane[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Rijen', 'Lanes'),
    rows: rows.toSorted((a, b) => Number(b.parked) - Number(a.parked)),
    key: ({lane}) => lane,
    columns: [
      {title: say('Rij', 'Lane'), cell: ({lane}) => lane, most: 32, rank: 0},
      {
        title: NAMES.state,
        cell: ({parked}) =>
          parked ? toned(speak(say('staat stil', 'stopped')), 'bad') : toned(speak(say('wacht', 'waits')), 'plain'),
        rank: 0,
      },
      {title: say('Berichten', 'Messages'), cell: ({waiting}) => waiting, align: 'right', rank: 3},
      {title: say('Pogingen', 'Tries'), cell: ({attempts}) => counted(attempts), align: 'right', rank: 5},
      {
        title: say('Volgende keer', 'Next try'),
        cell: ({dueAt, parked}) => (parked ? null : momentText(dueAt, reader)),
        rank: 4,
      },
      {title: NAMES.reason, cell: ({lastError}) => lastError, grow: true, rank: 1},
    ],
    deeds: LANE_DEEDS,
    empty: say('Niets staat stil en niets wacht.', 'Nothing stands still and nothing waits.'),
    words: ['oke', 'status'],
  })
}

const LANE_DEEDS: readonly RowDeed<PartyLane>[] = [
  {
    key: 'p',
    label: say('stuur opnieuw', 'send again'),
    deed: 'exchange.settle',
    words: ({lane}) => ['oke', 'resend', lane],
  },
  {
    key: 'x',
    label: say('sla over', 'pass over'),
    deed: 'exchange.settle',
    when: ({parked}) => parked,
    fields: () => [{name: 'reason', label: NAMES.reason}],
    words: ({lane}, {reason}) => ['oke', 'resend', lane, '--skip', ...given('reason', reason)],
  },
]

/** What went over the line, the newest first. */
export function exchangeSheet(desk: Desk, rows: readonly ExchangeView[]): Sheet {
  const {reader} = desk
  return listOf(desk, {
    title: say('Verkeer', 'Traffic'),
    rows,
    key: ({id}) => id,
    columns: [
      {title: NAMES.at, cell: ({at}) => momentText(at, reader), rank: 2},
      {title: say('Partij', 'Party'), cell: ({party}) => party, rank: 1},
      {title: say('Verzoek', 'Request'), cell: ({method, path}) => `${method} ${path}`, grow: true, rank: 0},
      {
        title: say('Antwoord', 'Answer'),
        cell: ({status, error}) => toned(status === 0 ? '–' : status, error === null ? 'good' : 'bad'),
        align: 'right',
        rank: 0,
      },
      {title: say('Fout', 'Error'), cell: ({error}) => error, rank: 3},
    ],
    empty: say('Nog geen verkeer.', 'No traffic yet.'),
    words: ['oke', 'log'],
    more: rows.length >= SHOWN,
  })
}
