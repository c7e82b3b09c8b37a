import {listMail} from '../../../src/operation/list-mail.ts'
import {exchangeSheet, laneSheet, partySheet, readConnections} from '../parts/connection-sheets.ts'
import {mailSheet} from '../parts/mail-sheet.ts'
import type {RowDeed, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, counted} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'

/** Mail that waits, that did not arrive, and that was sent; other systems, what stands still there, and what went over the line. */
export const outbox: Screen = {
  name: 'outbox',
  title: SCREEN_TITLES.outbox,
  view: 'operation.read',
  async load(desk) {
    const {ctx, speak, wanted} = desk
    const waiting = await listMail(ctx, {state: 'waiting', limit: 2000})
    const failed = [
      ...(await listMail(ctx, {state: 'refused', limit: 1000})),
      ...(await listMail(ctx, {state: 'given-up', limit: 1000})),
    ]
    const connections = await readConnections(desk)
    const stuck = connections.lanes.filter(({parked}) => parked).length
    const sent = await listMail(ctx, {state: 'sent', limit: Math.min(wanted, 10_000)})
    return {
      crumb: speak(SCREEN_TITLES.outbox),
      facts: [
        [speak(say('wacht', 'waiting')), counted(waiting.length)],
        [speak(say('niet aangekomen', 'did not arrive')), counted(failed.length, 'bad')],
        [speak(say('koppelingen', 'connections')), counted(connections.parties.length)],
        [speak(say('rijen die stilstaan', 'lanes that stand still')), counted(stuck, 'bad')],
      ],
      sheets: [
        mailSheet(desk, waiting, {title: say('Wacht', 'Waiting'), words: ['mail', 'list', '--state', 'waiting']}),
        mailSheet(desk, failed, {
          title: say('Niet aangekomen', 'Did not arrive'),
          words: ['mail', 'list', '--state', 'refused'],
        }),
        mailSheet(desk, sent, {title: say('Verstuurd', 'Sent'), words: ['mail', 'list', '--state', 'sent']}),
        partySheet(desk, connections.parties),
        laneSheet(desk, connections.lanes),
        exchangeSheet(desk, connections.exchanges),
      ],
      deeds: choicesOf(desk, DEEDS, failed.length),
    }
  },
}

const DEEDS: readonly RowDeed<number>[] = [
  {key: 't', label: say('doe wat moet (tick)', 'do what is due (tick)'), deed: 'tick.run', words: () => ['tick']},
  {
    key: 'R',
    label: say('probeer alles opnieuw', 'try all again'),
    deed: 'mail.resend',
    when: (failed) => failed > 0,
    words: () => ['mail', 'retry', '--failed'],
  },
]
