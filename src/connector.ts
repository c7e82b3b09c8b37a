import {z} from 'zod'
import {ATTENDANCES} from './delivery/reports/report-facts.ts'
import {RESULT_SCALES} from './institution/exams/exam.ts'
import {type Day, type Instant, instant} from './time.ts'

/*
 * The plugin port: what another system can do for ontrac, in the words of the domain. A connector translates; what is done
 * with the records is decided in `src/exchange/`. docs/connectors.md shows one in about fifty lines.
 */

/** The version of this port. A connector made for another one is refused at the start. */
export const CONNECTOR_PORT = 1

/** What a connector may be able to do. */
export const CAPABILITIES = [
  'roster',
  'registrations',
  'catalogue',
  'sessions-out',
  'results-in',
  'results-out',
  'sign-in',
] as const
export type Capability = (typeof CAPABILITIES)[number]

const external = z.string().trim().min(1).max(200)
const text = z.string().trim().max(2000)
const name = z.string().trim().max(256)
const moment = z.iso.datetime({offset: true}).transform((at) => instant(at))
const day = z.iso.date().transform((on) => on as Day)

/** A personal need as the other side assigned it; its code is free and may name a share, `ExtraTimeOnlyMath25%`. */
const AssignedNeed = z.object({
  code: z.string().trim().min(1).max(200),
  label: text.default(''),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
})

/** Somebody, student or employee. */
const PersonRecord = z.object({
  kind: z.literal('person'),
  id: external,
  studentNumber: z.string().trim().min(1).max(20).nullable().default(null),
  staffCode: z.string().trim().min(1).max(40).nullable().default(null),
  givenName: name,
  prefix: name.default(''),
  familyName: name.min(1),
  idCheckName: name.default(''),
  email: name.default(''),
  language: z.enum(['nl', 'en']).nullable().default(null),
  eckId: external.nullable().default(null),
  accountId: external.nullable().default(null),
  needs: z.array(AssignedNeed).default([]),
})

/** A programme as it is offered: crebo, cohort, location. */
const ProgrammeRecord = z.object({
  kind: z.literal('programme'),
  id: external,
  code: z.string().trim().min(1).max(200),
  name: text.default(''),
  crebo: z.string().trim().max(20).default(''),
  cohort: z.string().trim().max(40).default(''),
  level: z.int().min(1).max(4).nullable().default(null),
  route: z.enum(['bol', 'bbl']).default('bol'),
  location: z.string().trim().max(200).default(''),
})

/** A student in a programme. */
const EnrolledRecord = z.object({
  kind: z.literal('programme-enrolment'),
  id: external,
  person: external,
  programme: external,
  from: day.nullable().default(null),
  plannedEnd: day.nullable().default(null),
  end: day.nullable().default(null),
  state: z.enum(['active', 'cancelled']).default('active'),
})

/** An exam that the SIS lets students take between two moments (planbare toets). */
const ExamRecord = z.object({
  kind: z.literal('exam'),
  id: external,
  code: z.string().trim().min(1).max(200),
  name: text.default(''),
  from: moment,
  to: moment,
  scale: z.enum(RESULT_SCALES).nullable().default(null),
  /** Whether the SIS takes established results of it. */
  finalAllowed: z.boolean().default(true),
  /** Which tests of which suppliers may be used. */
  tests: z.array(z.object({provider: z.string(), component: z.string()})).default([]),
  state: z.enum(['active', 'cancelled']).default('active'),
})

/** A student who is to take such an exam (toetsinschrijving). */
const RegistrationRecord = z.object({
  kind: z.literal('registration'),
  id: external,
  exam: external,
  person: external,
  role: z.string().default('student'),
  state: z.enum(['active', 'cancelled']).default('active'),
  attempt: z.int().min(0).nullable().default(null),
  /** Extra attempts that ontrac may plan by itself; null is without limit, and undefined is not said. */
  attemptsLeft: z.int().min(0).nullable().optional(),
  programmeEnrolment: external.nullable().default(null),
})

/** A class or another group. */
const GroupRecord = z.object({
  kind: z.literal('group'),
  id: external,
  code: z.string().trim().min(1).max(200),
  name: text.default(''),
})

/** Somebody in a group. */
const MembershipRecord = z.object({
  kind: z.literal('membership'),
  /** Of group and person together. */
  id: external,
  group: external,
  person: external,
  role: z.string().default('student'),
  state: z.enum(['active', 'cancelled']).default('active'),
})

/** Whatever a SIS tells; unknown fields are passed over, and a field that is missing is named by the error. */
export const IncomingRecord = z.discriminatedUnion('kind', [
  PersonRecord,
  ProgrammeRecord,
  EnrolledRecord,
  ExamRecord,
  RegistrationRecord,
  GroupRecord,
  MembershipRecord,
])
export type IncomingRecord = z.output<typeof IncomingRecord>
/** A record of one kind. */
export type RecordOf<K extends IncomingRecord['kind']> = Extract<IncomingRecord, {kind: K}>

/** A test in a delivery platform's catalogue. */
export const CatalogueTest = z.object({
  id: external,
  code: z.string().trim().min(1).max(200),
  name: text,
  description: text.default(''),
  provider: z.string().default(''),
  minutes: z.int().min(1).max(1440).nullable().default(null),
  scale: z.enum(RESULT_SCALES).nullable().default(null),
  passMark: z.string().nullable().default(null),
  /** Needs that the platform can give. */
  needs: z.array(z.string()).default([]),
  extraMinutes: z.int().min(0).nullable().default(null),
  state: z.enum(['active', 'inactive']).default('active'),
})
export type CatalogueTest = z.output<typeof CatalogueTest>

const DocumentReference = z.object({id: external, type: z.string(), name: z.string()})
export type DocumentReference = z.output<typeof DocumentReference>

/** What came in about one participation; what is not said stays as it was, and null takes away. */
export const ResultRecord = z.object({
  /** Our own id of the participation. */
  participation: external,
  attendance: z.enum(ATTENDANCES).nullable().optional(),
  score: z.string().trim().max(100).nullable().optional(),
  passed: z.boolean().nullable().optional(),
  final: z.boolean().nullable().optional(),
  comment: text.nullable().optional(),
  irregularities: text.nullable().optional(),
  assessor: z.string().nullable().optional(),
  rawScore: z.int().nullable().optional(),
  maxRawScore: z.int().nullable().optional(),
  finishedAt: moment.nullable().optional(),
  documents: z.array(DocumentReference).nullable().optional(),
})
export type ResultRecord = z.output<typeof ResultRecord>

/** What came in about a whole session of one exam. */
export const ReportRecord = z.object({
  /** Our own id of the session exam. */
  session: external,
  irregularities: text.nullable().optional(),
  documents: z.array(DocumentReference).nullable().optional(),
})
export type ReportRecord = z.output<typeof ReportRecord>

/** One exam of a session, as a delivery platform needs it. */
export type SessionOut = Readonly<{
  id: string
  code: string
  name: string
  startsAt: Instant
  endsAt: Instant
  /** Of the exam itself, without extra time. */
  minutes: number
  /** Later than this nobody may start. */
  latestStart: Instant
  place: string
  /** The platform's id of what is taken; null where it is chosen there. */
  component: string | null
  /** The lead starts everybody at once. */
  triggered: boolean
}>

/** A person as others see him: nothing beside what the flow needs (design rule 22). */
export type PersonOut = Readonly<{
  id: string
  studentNumber: string | null
  staffCode: string | null
  givenName: string
  prefix: string
  familyName: string
  idCheckName: string
  email: string
  language: string | null
  eckId: string | null
  accountId: string | null
}>

/** Somebody in a session exam. */
export type ParticipationOut = Readonly<{
  id: string
  session: string
  role: 'student' | 'lead' | 'invigilator' | 'assessor'
  person: PersonOut
  extraMinutes: number
  /** Codes of aids, as `spoken`. */
  aids: readonly string[]
}>

/** An outcome for the SIS. */
export type ResultOut = Readonly<{
  /** The SIS's own id of the registration. */
  registration: string
  /** Ours, when this is an attempt that the SIS did not foresee; then the other fields say whose. */
  extra: Readonly<{id: string; person: string; exam: string}> | null
  attempt: number
  attendance: (typeof ATTENDANCES)[number]
  score: string | null
  passed: boolean | null
  final: boolean
  session: string
  takenOn: Day
  finishedAt: Instant
  irregularities: string
  documents: readonly DocumentReference[]
}>

/** What the other side says of itself, for people who set up a connection. */
export type PartyReport = Readonly<{
  answered: boolean
  /** Versions of its interface, such as `v5`. */
  versions: readonly string[]
  flows: readonly Readonly<{flow: string; works: boolean; remark: string}>[]
}>

/** Which records are asked for: all that overlap these days, both included. */
export type Between = Readonly<{from: Day; to: Day}>

/**
 * A live connection with another system; only what its connector names in `capabilities` is there.
 *
 * Whatever fails says how: an ExamError of kind `refused` or `invalid` is a refusal that trying again does not help,
 * `not-found` says that the other side does not know what was named, and anything else may be over in a minute.
 */
export type Connection = Readonly<{
  test: () => Promise<PartyReport>
  /** People, programmes, groups. */
  roster?: Readonly<{read: (within: Between) => AsyncIterable<z.input<typeof IncomingRecord>>}>
  /** Exams and who is to take them. */
  registrations?: Readonly<{
    read: (within: Between) => AsyncIterable<z.input<typeof IncomingRecord>>
    /** What a message named and did not bring along; undefined when it is not there. */
    one: (kind: IncomingRecord['kind'], id: string) => Promise<z.input<typeof IncomingRecord> | undefined>
  }>
  catalogue?: Readonly<{read: () => AsyncIterable<z.input<typeof CatalogueTest>>}>
  sessionsOut?: Readonly<{
    putSession: (session: SessionOut) => Promise<void>
    cancelSession: (id: string) => Promise<void>
    putParticipation: (participation: ParticipationOut) => Promise<void>
    cancelParticipation: (id: string) => Promise<void>
    /** The address at which this participant begins; fetched shortly before. */
    startLink: (id: string) => Promise<string>
  }>
  resultsIn?: Readonly<{
    /** What the platform has of a session exam, by our own id. */
    read: (session: string) => AsyncIterable<z.input<typeof ResultRecord>>
    document: (id: string) => Promise<Uint8Array>
  }>
  resultsOut?: Readonly<{send: (result: ResultOut) => Promise<void>}>
  signIn?: Readonly<{
    /** Where to send the browser, to come back at `back`. */
    begin: (back: string) => Promise<string>
    /** Who came back. */
    finish: (address: string) => Promise<Readonly<{subject: string}>>
  }>
  close: () => Promise<void>
}>

/** One exchange with another system, for the log: ids and codes; the context masks what is personal in the texts. */
export type Exchange = Readonly<{
  direction: 'in' | 'out'
  flow: string
  method: string
  path: string
  /** 0 when no answer came. */
  status: number
  millis: number
  request: unknown
  answer: unknown
  error: string | null
}>

/** What a connector is given beside its settings. */
export type ConnectorPorts = Readonly<{
  /** Milliseconds of some clock that never goes back. */
  ticks: () => number
  /** Told of every exchange. */
  log: (exchange: Exchange) => void
}>

/** A kind of system that ontrac can work with; the default export of a package that the settings name. */
export type Connector = Readonly<{
  port: number
  /** As `ontrac oke party add --connector` names it. */
  name: string
  title: string
  capabilities: readonly Capability[]
  /** Reads the settings of one party; says what is wrong by field. */
  settings: z.ZodType
  /** Names of settings that are kept encrypted and never shown. */
  secrets: readonly string[]
  open: (settings: never, ports: ConnectorPorts) => Promise<Connection>
}>
