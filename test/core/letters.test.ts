import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {composeMail, type MailToCompose} from '../../src/letters/compose-mail.ts'
import {LETTERS, renderLetter} from '../../src/letters/index.ts'
import {LANGUAGES, type Language, type Reader} from '../../src/letters/letter.ts'
import {mailAddress} from '../../src/letters/mail-address.ts'
import type {Appointment, AppointmentWriter} from '../../src/ports.ts'
import {instant} from '../../src/time.ts'

const GOLDEN = join(import.meta.dirname, '..', 'golden', 'letters')

const reader = (language: Language, change: Partial<Reader> = {}): Reader => ({
  language,
  name: 'Zoë',
  school: 'ROC Testland',
  zone: 'Europe/Amsterdam',
  page: 'https://examens.example.org/mijn',
  ...change,
})

const SEAT = {
  uid: '0193-registration',
  session: '1130-B104-0900',
  exams: [{code: 'NE-2F-CE', name: 'Nederlands 2F'}],
  startsAt: '2026-11-30T08:00:00.000Z',
  endsAt: '2026-11-30T09:52:00.000Z',
  extraMinutes: 22,
  aids: ['voorleessoftware', 'koptelefoon'],
  room: 'B104',
  location: 'Centrum',
  address: 'Raadhuisstraat 14, Lindewaard',
}
const CLUSTER = {
  uid: '0194-registration',
  exams: [
    {code: 'NE-SCHR', name: 'Nederlands schrijven'},
    {code: 'RE-3', name: 'Rekenen niveau 3'},
  ],
  startsAt: '2026-12-14T12:30:00.000Z',
  endsAt: '2026-12-14T14:30:00.000Z',
  room: 'A0.12',
  location: 'Noord',
}
const COMPANY = {
  uid: '0195-registration',
  exams: [{code: 'PVB-1', name: 'Proeve van bekwaamheid'}],
  startsAt: '2026-12-03T07:30:00.000Z',
  endsAt: '2026-12-03T15:00:00.000Z',
  address: 'Bakkerij De Aar, Molenweg 3, Lindewaard',
}
const RULES = {idRequired: true, lateMinutes: 30, cancelUntil: '2026-11-28T08:00:00.000Z'}
const REFUSAL = {exam: 'EN-B2-CE', examName: 'Engels B2', period: '2026-P2', code: 'K7MQ2X'}
const DUTIES = [
  {duty: 'lead', seat: {...CLUSTER, uid: '0196-duty'}},
  {duty: 'assessor', seat: {...COMPANY, uid: '0197-duty'}},
]
const CASE = {
  case: 'H4TR9V',
  exams: SEAT.exams,
  takenOn: '2026-11-30',
  decidedOn: '2026-12-08',
  appealUntil: '2026-12-22',
}

/** What each letter is shown with; every case stands in the letter's golden file. */
const CASES: Record<string, Record<string, unknown>> = {
  'registration-statement': {
    'some registrations': {
      period: 'Periode 2 (2026-2027)',
      registrations: [
        {code: 'K7MQ2X', exam: 'NE-2F-CE', examName: 'Nederlands 2F', state: 'agreed', location: 'Centrum'},
        {code: 'P3VW8D', exam: 'RE-3', examName: 'Rekenen niveau 3', state: 'wanted', location: null},
      ],
      checkBy: '2026-10-23',
    },
    none: {period: 'Periode 2 (2026-2027)', registrations: []},
  },
  'team-registrations': {
    'some registrations': {
      period: 'Periode 2 (2026-2027)',
      groups: [
        {
          group: '2B-VZ',
          students: 24,
          exams: [
            {exam: 'NE-2F-CE', examName: 'Nederlands 2F', registered: 21},
            {exam: 'RE-3', examName: 'Rekenen niveau 3', registered: 24},
          ],
        },
        {group: '2C-VZ', students: 18, exams: []},
      ],
      checkBy: '2026-10-23',
    },
    'nobody yet': {period: 'Periode 2 (2026-2027)', groups: [{group: '2C-VZ', students: 18, exams: []}]},
  },
  'registration-decided': {
    agreed: {decision: 'agreed', ...REFUSAL, reason: ''},
    refused: {decision: 'refused', ...REFUSAL, reason: 'Rond eerst de oefenexamens af.'},
  },
  'enrolment-confirmed': {
    'with extra time': {seat: SEAT, ...RULES},
    'two exams on one seat, nothing to cancel': {seat: CLUSTER, idRequired: false, lateMinutes: 0},
    'at a company': {seat: COMPANY},
  },
  'waiting-list-joined': {'with a position': {seat: CLUSTER, position: 3}, without: {seat: CLUSTER}},
  'waiting-list-offer': {offer: {seat: CLUSTER, expiresAt: '2026-12-02T11:00:00.000Z'}},
  'enrolment-moved': {
    'by the school': {
      before: SEAT,
      after: {...SEAT, startsAt: '2026-12-01T12:00:00.000Z', endsAt: '2026-12-01T13:52:00.000Z', room: 'B107'},
      reason: 'Lokaal B104 is niet beschikbaar.',
      ...RULES,
    },
  },
  'enrolment-cancelled': {
    'by the student': {seat: CLUSTER, by: 'student'},
    'by the school': {seat: CLUSTER, by: 'school', reason: 'Vrijstelling verleend.', registrationStays: false},
  },
  'session-cancelled': {
    'to a student': {seat: CLUSTER, reason: 'Storing in het examensysteem.'},
    'to an invigilator': {seat: CLUSTER, audience: 'staff'},
  },
  reminder: {reminder: {seat: SEAT, ...RULES}},
  'duty-assigned': {
    invigilator: {duties: [{duty: 'invigilator', seat: {...CLUSTER, uid: '0196-duty'}}]},
    assessor: {
      duties: [{duty: 'assessor', seat: {...COMPANY, uid: '0197-duty'}}],
      remark: 'Je beoordeelt samen met de praktijkopleider.',
    },
    'two sessions': {duties: DUTIES},
  },
  'duty-changed': {
    moved: {...DUTIES[0], before: {...CLUSTER, uid: '0196-duty', room: 'B104'}, reason: 'Lekkage in B104'},
  },
  'duty-ended': {
    one: {duties: [DUTIES[0]]},
    'two sessions': {duties: DUTIES},
  },
  'result-published': {result: {examName: 'Nederlands 2F', takenOn: '2026-11-30'}},
  'result-changed': {result: {examName: 'Nederlands 2F', reason: 'Een vraag is vervallen.', appealUntil: '2026-12-22'}},
  'resit-decided': {
    granted: {decision: 'granted', ...REFUSAL},
    refused: {
      decision: 'refused',
      ...REFUSAL,
      period: '',
      reason: 'Je hebt geen kans meer.',
      appealUntil: '2026-12-22',
    },
    'no attempt left in the SIS': {decision: 'waits-for-sis', ...REFUSAL, period: ''},
  },
  'case-decided': {
    'by the board': {
      ...CASE,
      decision: 'void-counts',
      decidedBy: 'board',
      reason: 'Tijdens het examen is een telefoon gebruikt.',
    },
    'by a functionary': {...CASE, decision: 'valid', decidedBy: 'functionary'},
    'over two exams': {case: 'H4TR9V', exams: CLUSTER.exams, decision: 'new-sitting', appealUntil: '2026-12-22'},
  },
  'sign-in-link': {
    'by mail': {code: '100042', expiresAt: '2026-11-30T08:15:00.000Z', secret: 'c2VjcmV0'},
    'as it is shown': {code: '100042', expiresAt: '2026-11-30T08:15:00.000Z'},
  },
  'set-up-link': {'by mail': {code: 'VRIS', expiresAt: '2026-12-03T08:00:00.000Z', secret: 'c2VjcmV0'}},
  'duty-pin': {'by mail': {session: '1130-B104-0900', from: '2026-11-30T07:00:00.000Z', secret: '481516'}},
  'tasks-daily': {
    tasks: {
      on: '2026-11-30',
      tasks: [
        {title: {nl: '12 uitslagen vaststellen', en: '12 results to establish'}, dueOn: '2026-11-27'},
        {title: {nl: '3 aanmeldingen beoordelen', en: '3 registrations to decide'}, dueOn: '2026-12-02'},
        {title: {nl: '1 zitting zonder surveillant', en: '1 session without an invigilator'}},
      ],
    },
  },
}

const render = (name: string, data: unknown, as: Reader) => renderLetter(name, data, as)

function shown(name: string, language: Language): string {
  const cases = Object.entries(CASES[name] ?? {}).map(([title, data]) => {
    const {subject, text, appointment} = render(name, data, reader(language))
    const calendar = appointment ? `\n(${appointment.method}: ${appointment.summary} | ${appointment.location})\n` : ''
    return `===== ${title}\nSubject: ${subject}\n\n${text}${calendar}`
  })
  return cases.join('\n')
}

describe.each(LETTERS.map(({name}) => name))('the letter %s', (name) => {
  test.each(LANGUAGES)('says in %s what it said before', (language) => {
    const path = join(GOLDEN, `${name}.${language}.txt`)
    const now = shown(name, language)
    if (process.env['UPDATE_GOLDEN']) {
      mkdirSync(GOLDEN, {recursive: true})
      writeFileSync(path, now)
    }
    expect(now).toBe(readFileSync(path, 'utf8'))
  })

  test('says the same to whoever reads it as a page', () => {
    for (const data of Object.values(CASES[name] ?? {})) {
      const {text, html} = render(name, data, reader('nl'))
      const words = html
        .slice(html.indexOf('<body'))
        .replaceAll(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2: $1')
        .replaceAll('</th><td', ':</th> <td')
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll('&#39;', "'")
      expect(flat(words)).toBe(flat(text.replaceAll(/^-+ ?/gm, '')))
    }
  })

  test('needs no page of the school’s own', () => {
    for (const data of Object.values(CASES[name] ?? {}))
      expect(render(name, data, reader('nl', {page: ''})).text).not.toContain('http')
  })

  test('is refused when the queued data is not what it needs', () => {
    expect(() => render(name, {}, reader('nl'))).toThrow(expect.objectContaining({code: 'letter.wrong-data'}))
  })
})

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

test('every letter is shown, and no golden file is left of one that is gone', () => {
  const names = LETTERS.map(({name}) => name)
  expect(Object.keys(CASES).toSorted()).toEqual(names.toSorted())
  expect(readdirSync(GOLDEN).toSorted()).toEqual(
    names.flatMap((name) => LANGUAGES.map((language) => `${name}.${language}.txt`)).toSorted(),
  )
})

test('an unknown letter is refused', () => {
  expect(() => render('birthday-card', {}, reader('nl'))).toThrow(expect.objectContaining({code: 'letter.unknown'}))
})

test('whatever people typed stays text on the page', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.constantFrom(...LANGUAGES), (typed, language) => {
      const text = `<script>${typed}</script>`
      const data = {decision: 'refused', ...REFUSAL, examName: text, reason: text}
      const {html} = render('registration-decided', data, reader(language, {name: text, page: `"><b>${typed}`}))
      expect(html).not.toContain('<script>')
      expect(html).not.toContain('"><b>')
    }),
  )
})

test('times are told in the zone of the school, also when the clocks have changed', () => {
  const seat = {...SEAT, startsAt: '2026-10-23T07:00:00.000Z', endsAt: '2026-10-23T08:30:00.000Z', extraMinutes: 0}
  const {text} = render('reminder', {seat}, reader('nl'))
  expect(text).toContain('vrijdag 23 oktober 2026')
  expect(text).toContain('09:00 tot 10:30 uur')
  expect(render('reminder', {seat}, reader('en', {zone: 'America/Kralendijk'})).text).toContain('03:00 to 04:30')
})

describe('a composed mail', () => {
  const asked: Appointment[] = []
  const calendar: AppointmentWriter = {
    appointment(appointment) {
      asked.push(appointment)
      return {method: 'REQUEST', filename: 'afspraak.ics', content: appointment.uid}
    },
  }
  const mail: MailToCompose = {
    letter: 'enrolment-confirmed',
    data: CASES['enrolment-confirmed']?.['with extra time'],
    messageId: '<0193@example.org>',
    queuedAt: instant('2026-11-02T09:00'),
    from: mailAddress('Examenbureau <examenbureau@example.org>'),
    to: {name: 'Zoë van der Çelik', address: 'zoe@example.org'},
    reader: reader('nl'),
  }

  test('is the same on every try, and tells other programs that no answer is expected', () => {
    const first = composeMail(mail, calendar)
    expect(first).toEqual(composeMail(mail, calendar))
    expect(first).toMatchObject({
      messageId: mail.messageId,
      date: mail.queuedAt,
      headers: {'Auto-Submitted': 'auto-generated'},
      calendar: {filename: 'afspraak.ics', content: SEAT.uid},
    })
  })

  test('puts a later change of the same seat above the earlier one in the calendar', () => {
    asked.length = 0
    const moved = {...mail, letter: 'enrolment-moved', data: CASES['enrolment-moved']?.['by the school']}
    composeMail(mail, calendar)
    composeMail({...moved, queuedAt: instant('2026-11-02T09:01')}, calendar)
    const [first, second] = asked
    expect(second?.uid).toBe(first?.uid)
    expect(second?.sequence).toBeGreaterThan(first?.sequence ?? Infinity)
    expect(second?.startsAt).toBe('2026-12-01T12:00:00.000Z')
  })

  test('has no appointment where there is nothing to come to', () => {
    const result = {...mail, letter: 'result-published', data: CASES['result-published']?.['result']}
    expect(composeMail(result, calendar)).not.toHaveProperty('calendar')
  })
})

describe('the sender of every mail', () => {
  test.each([
    ['Examenbureau <examenbureau@example.org>', {name: 'Examenbureau', address: 'examenbureau@example.org'}],
    ['"Examenbureau, locatie Noord" <e@example.org>', {name: 'Examenbureau, locatie Noord', address: 'e@example.org'}],
    [' e@example.org ', {name: '', address: 'e@example.org'}],
  ])('%j is understood', (text, address) => {
    expect(mailAddress(text)).toEqual(address)
  })

  test.each(['', 'Examenbureau', 'Examenbureau <>', 'a@b, c@d', 'X <a@b\nBcc: c@d>'])('%j is refused', (text) => {
    expect(() => mailAddress(text)).toThrow(expect.objectContaining({code: 'mail.bad-sender'}))
  })
})
