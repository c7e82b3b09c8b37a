import {Args, Flags, type Interfaces} from '@oclif/core'
import {ExamError} from '../../src/errors.ts'

/** Arguments and flags that mean the same in every command. Each takes a code as people type it, or an id (design rule 5). */
const arg = (description: string) => () => Args.string({required: true, description})

export const studentArg = arg('Student number.')
export const staffArg = arg('Staff code.')
export const examArg = arg('Exam code.')
export const periodArg = arg('Period code, such as 2026-P2.')
export const sessionArg = arg('Session code, such as 1130-B104-0900.')
export const roomArg = arg('Room code.')
export const groupArg = arg('Group code.')
export const programmeArg = arg('Programme code.')
export const boardArg = arg('Exam board code.')
export const fileArg = arg('The file to read.')
export const codeArg = (what: string) => Args.string({required: true, description: `Code of the ${what}.`})

export const dryRunFlag = () => Flags.boolean({summary: 'Show what would happen and change nothing.'})
export const reasonFlag = (required = false) =>
  Flags.string({summary: 'Why, for the audit trail and the people concerned.', required})
export const periodFlag = (required = false) => Flags.string({summary: 'Period code.', required})
export const examFlag = () => Flags.string({summary: 'Only this exam.'})
export const limitFlag = () => Flags.integer({summary: 'At most this many rows.', default: 100, min: 1, max: 10_000})
export const afterFlag = () => Flags.string({summary: 'Only rows after this code, to page on.'})
export const keyFlag = () => Flags.string({summary: 'A key of your own: the same deed with the same key is done once.'})
export const outputFlag = () => Flags.string({summary: 'Write to this file instead of the screen.', char: 'o'})

const several = (summary: string) => Flags.string({summary, multiple: true, default: []})

/** What may be said of a person; what is left out stays. */
export const personFlags = () => ({
  'given-name': Flags.string({summary: 'Given name.'}),
  prefix: Flags.string({summary: 'Prefix, such as "van der".'}),
  'family-name': Flags.string({summary: 'Family name.'}),
  'id-name': Flags.string({summary: 'Name as on the ID.'}),
  email: Flags.string({summary: 'E-mail address.'}),
  language: Flags.option({options: ['nl', 'en'] as const, summary: 'Language of letters.'})(),
})

/** What a command about a person passes on of {@link personFlags}. */
export const personInput = (flags: Interfaces.InferredFlags<ReturnType<typeof personFlags>>) => ({
  givenName: flags['given-name'],
  prefix: flags.prefix,
  familyName: flags['family-name'],
  idCheckName: flags['id-name'],
  email: flags.email,
  language: flags.language,
})

/** What is not available for a time, and what kind of thing it is. */
export const blockedArg = () =>
  Args.string({required: true, description: 'Code of the room, location or group; staff code or student number.'})
export const blockedKindFlag = () =>
  Flags.option({
    options: ['room', 'location', 'group', 'person'] as const,
    default: 'room' as const,
    summary: 'What the code names.',
  })()

/** School days of a student or a group. */
export const schoolDayFlags = () => ({
  weekdays: Flags.string({summary: 'Weekdays at school with commas between, such as mon,thu; replaces what was set.'}),
  at: several('A date at school besides those; may be given more than once.'),
  'not-at': several('A date not at school; may be given more than once.'),
})

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Weekdays 1 to 7 as a person reads them. */
export function weekdayNames(weekdays: readonly number[]): string {
  return weekdays.map((weekday) => WEEKDAYS[weekday - 1]).join(' ')
}

/** 1 (Monday) to 7 for each weekday named. @throws ExamError `weekday.unknown` */
export function weekdaysOf(text: string | undefined): number[] | undefined {
  return text?.split(',').map((word) => {
    const weekday = WEEKDAYS.indexOf(word.trim().toLowerCase().slice(0, 3)) + 1
    if (weekday === 0)
      throw new ExamError(
        'invalid',
        'weekday.unknown',
        `"${word}" is no weekday; choose from ${WEEKDAYS.join(', ')}.`,
        {word},
      )
    return weekday
  })
}

/** A group and who comes into it. */
export const groupFlags = () => ({
  name: Flags.string({summary: 'What people call it.'}),
  programme: Flags.string({summary: 'Programme code.'}),
  location: Flags.string({summary: 'Location code.'}),
  student: several('Number of a student to add; may be given more than once.'),
  teacher: several('Staff code of a teacher to add; may be given more than once.'),
})

/** The rules of an exam that can be set by hand. */
export const ruleFlags = () => ({
  attempts: Flags.integer({summary: 'How often it may be taken; 0 is without limit.', min: 0}),
  improvement: Flags.option({
    options: ['never', 'once', 'always'] as const,
    summary: 'Whether it may be taken again after a pass.',
  })(),
  counts: Flags.option({options: ['highest', 'last', 'first'] as const, summary: 'Which attempt is the result.'})(),
  resit: Flags.option({options: ['board', 'rule'] as const, summary: 'Who grants a resit.'})(),
  consent: Flags.boolean({summary: 'The team agrees to a registration first.', allowNo: true}),
  'enrol-by': Flags.string({summary: 'Who may enrol, with commas between: office, teacher, student.'}),
  'register-by': Flags.string({summary: 'Who may register, with commas between: office, teacher, student.'}),
  'late-minutes': Flags.integer({summary: 'Later than this is not admitted.', min: 0}),
  examiners: Flags.integer({summary: 'How many examiners hear a student together: 1 or 2.', min: 1, max: 2}),
  moments: Flags.option({options: ['one', 'several'] as const, summary: 'One sitting for all, or several.'})(),
  'share-room': Flags.string({summary: 'Exams with the same word here may share a room.'}),
  'share-seat': Flags.string({summary: 'Exams with the same word here may follow each other on one seat.'}),
})

type RuleFlags = Interfaces.InferredFlags<ReturnType<typeof ruleFlags>>
type Doer = 'student' | 'teacher' | 'office'

/** The rules that were given; the others stay as they are. */
export function rulesOf(flags: RuleFlags) {
  const rules = {
    attempts: flags.attempts === 0 ? null : flags.attempts,
    improvement: flags.improvement,
    counts: flags.counts,
    resit: flags.resit,
    consent: flags.consent,
    enrolBy: flags['enrol-by']?.split(',') as Doer[] | undefined,
    registerBy: flags['register-by']?.split(',') as Doer[] | undefined,
    lateMinutes: flags['late-minutes'],
    examiners: flags.examiners,
    moments: flags.moments,
    shareRoom: flags['share-room'],
    shareSeat: flags['share-seat'],
  }
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined)) as Partial<typeof rules>
}
