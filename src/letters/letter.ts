import type {z} from 'zod'
import {ExamError} from '../errors.ts'
import type {Appointment} from '../ports.ts'

/** The languages that schools read (design rule 20). */
export const LANGUAGES = ['nl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** For whom a letter is written, as known when it is sent. */
export type Reader = Readonly<{
  language: Language
  /** How one greets the person: the given name. */
  name: string
  /** The school that writes. */
  school: string
  /** The institution's zone, in which every time is told. */
  zone: string
  /** The address of the reader's own page, or empty where the school serves no pages. */
  page: string
}>

export type Facts = Readonly<{facts: readonly (readonly [label: string, value: string])[]}>

/** A piece of a letter: a paragraph, facts under each other, a list, or a link. */
export type Block = string | Facts | Readonly<{list: readonly string[]}> | Readonly<{link: string; to: string}>

/** What a letter puts in the reader's calendar; the sender adds people, version and time of making. */
export type LetterAppointment = Pick<
  Appointment,
  'uid' | 'startsAt' | 'endsAt' | 'summary' | 'description' | 'location' | 'method'
>

/** What one kind of letter needs to know and what it says; pure, so that it can be rendered again (decision 6). */
export type LetterSpec<D extends z.ZodType> = Readonly<{
  name: string
  /** Reads what stands in the queued message; dates and times in it are text, as JSON has them. */
  data: D
  subject: (data: z.output<D>, reader: Reader) => string
  /** Paragraphs and more, between greeting and signature; empty pieces are left out. */
  body: (data: z.output<D>, reader: Reader) => readonly Block[]
  appointment?: (data: z.output<D>, reader: Reader) => LetterAppointment | undefined
  /** Who signs; default the exam office. */
  signer?: Readonly<Record<Language, string>>
}>

/** What a letter says, before it gets its frame. */
export type WrittenLetter = Readonly<{
  subject: string
  blocks: readonly Block[]
  signer: string
  appointment?: LetterAppointment
}>

export type Letter<D extends z.ZodType = z.ZodType> = Readonly<{
  name: string
  data: D
  /** @throws ExamError `letter.wrong-data` when the queued data is not what this letter needs */
  write: (data: unknown, reader: Reader) => WrittenLetter
}>

const EXAM_OFFICE = {nl: 'Examenbureau', en: 'Exam office'} as const

/** Makes a kind of letter. */
export function letter<D extends z.ZodType>({
  name,
  data: shape,
  subject,
  body,
  appointment,
  signer,
}: LetterSpec<D>): Letter<D> {
  return {
    name,
    data: shape,
    write(queued, reader) {
      const parsed = shape.safeParse(queued)
      if (!parsed.success) throw wrongData(name, parsed.error)
      const data = parsed.data
      const entry = appointment?.(data, reader)
      return {
        subject: subject(data, reader),
        blocks: body(data, reader).filter((block) => block !== ''),
        signer: (signer ?? EXAM_OFFICE)[reader.language],
        ...(entry && {appointment: entry}),
      }
    },
  }
}

/** The texts of a letter in both languages; the compiler sees to it that neither lacks one. */
export function texts<T>(catalogue: Readonly<{nl: T; en: NoInfer<T>}>): Readonly<Record<Language, T>> {
  return catalogue
}

function wrongData(name: string, {issues}: z.ZodError): ExamError {
  const fields = issues.map(({path}) => path.join('.'))
  const message = `The letter ${name} cannot be written, since its data is wrong at: ${fields.join(', ')}.`
  return new ExamError('invalid', 'letter.wrong-data', message, {letter: name, fields})
}
