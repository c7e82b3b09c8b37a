import type {MailView} from '../../../src/operation/list-mail.ts'
import type {Desk, RowDeed, Sheet} from './screen.ts'
import {counted, listOf} from './sheet.ts'
import {say, type Text} from './text.ts'
import {momentText} from './times.ts'
import {NAMES, stateCell} from './words.ts'

/** Mails with what became of each. */
export function mailSheet(
  desk: Desk,
  rows: readonly MailView[],
  {title, words}: Readonly<{title: Text; words: readonly string[]}>,
): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title,
    rows,
    key: ({id}) => id,
    columns: [
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'mail', state), rank: 0},
      {title: say('Brief', 'Letter'), cell: ({letter}) => letter, rank: 0},
      {title: say('Aan', 'To'), cell: ({person}) => person, rank: 1},
      {title: NAMES.name, cell: ({name}) => name, rank: 4},
      {title: say('Klaargezet', 'Queued'), cell: ({queuedAt}) => momentText(queuedAt, reader), rank: 3},
      {title: say('Verstuurd', 'Sent'), cell: ({sentAt}) => momentText(sentAt, reader), rank: 2},
      {title: say('Pogingen', 'Tries'), cell: ({attempts}) => counted(attempts), align: 'right', rank: 6},
      {title: NAMES.reason, cell: ({reason}) => reason, rank: 5, grow: true},
    ],
    facts: ({dueAt}) => [[speak(say('gaat uit', 'goes out')), momentText(dueAt, reader)]],
    open: ({person}) => (person === null || !/^\d/.test(person) ? null : {screen: 'student', about: [person]}),
    deeds: MAIL_DEEDS,
    empty: say('Geen post.', 'No mail.'),
    words,
  })
}

const MAIL_DEEDS: readonly RowDeed<MailView>[] = [
  {key: 'l', label: say('lees', 'read'), deed: 'mail.resend', look: true, words: ({id}) => ['mail', 'show', id]},
  {
    key: 'p',
    label: say('probeer opnieuw', 'try again'),
    deed: 'mail.resend',
    when: ({state}) => state === 'refused' || state === 'given-up',
    words: ({id}) => ['mail', 'retry', id],
  },
  {
    key: 'n',
    label: say('stuur nogmaals', 'send once more'),
    deed: 'mail.resend',
    when: ({state}) => state === 'sent',
    words: ({id}) => ['mail', 'resend', id],
  },
]
