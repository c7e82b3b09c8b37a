import type {ExamId, GroupId, PeriodId, PersonId, RegistrationId} from '../ids.ts'
import type {InstitutionStores} from '../institution/store.ts'
import type {Table} from '../store.ts'
import type {Day, Instant} from '../time.ts'
import type {Attempt, DemandFreeze, FrozenRegistration, Registration, RegistrationNote} from './model.ts'

/** A registration as a list shows it: codes beside the names people know. */
export type RegistrationLine = Registration &
  Readonly<{
    student: string
    name: string
    exam: string
    examName: string
    period: string
    location: string | null
  }>

/** Which registrations a list shows; all that is given must hold. `after` is the last one of the page before. */
export type RegistrationFilter = Readonly<{
  ids?: readonly RegistrationId[]
  states?: readonly Registration['state'][]
  exam?: ExamId
  group?: GroupId
  person?: PersonId
  persons?: readonly PersonId[]
  period?: PeriodId
  since?: Instant
  after?: RegistrationId
  limit?: number
}>

/** A student who has an exam in his plan and no open registration for it, and no exemption. */
export type WithoutRegistration = Readonly<{
  personId: PersonId
  student: string
  name: string
  examId: ExamId
  programme: string
}>

/** What demand can be counted by. */
export type DemandKey = 'exam' | 'subject' | 'location' | 'programme' | 'group' | 'need'

/** Demand under one key: live and frozen counts apart (feature P1). `key` is the code, empty where there is none. */
export type DemandCount = Readonly<{
  key: string
  name: string
  /** Asked for and not decided yet. */
  wanted: number
  agreed: number
  /** Of both, asked for since the moment given. */
  recent: number
  /** What was frozen; it never changes. */
  frozen: number
  /** Registered for frozen exams since the freeze. */
  added: number
  /** Frozen, and withdrawn, refused or carried over since. */
  withdrawn: number
}>

/** Live demand for one exam at one location; `location` is empty where neither the registration nor the student has one. */
export type CrossedCount = Readonly<{exam: string; name: string; location: string}> &
  Pick<DemandCount, 'wanted' | 'agreed' | 'recent'>

export type DemandQuestion = Readonly<{
  period: PeriodId
  by: DemandKey
  since: Instant
  freezes: readonly DemandFreeze[]
  /** The first day on which exams are taken: needs count that hold on it. */
  on: Day
}>

/** How many of a group are registered for an exam; of a group without any there is one row, without an exam. */
export type TeamCount = Readonly<{
  groupId: GroupId
  group: string
  teacher: PersonId
  students: number
  exam: string | null
  examName: string | null
  registered: number
}>

/** Questions about registrations that plain records cannot answer. */
export type RegistrationQuestions = Readonly<{
  /**
   * Adds registrations, and answers which of them stand: one that meets an open registration of the same student for the
   * same exam, or a code in use, is left out without harm to the others.
   */
  add: (rows: readonly Registration[]) => Promise<ReadonlySet<string>>
  /** By time of asking, a page at a time; within reach. */
  list: (filter: RegistrationFilter) => Promise<readonly RegistrationLine[]>
  /** Students with a registration that fits, each once, in order of id; within reach. */
  students: (filter: RegistrationFilter) => Promise<readonly PersonId[]>
  /** On which day each exam is first planned to be taken in a period; cancelled plans do not count. */
  firstPlannedDays: (period: PeriodId, exams: readonly ExamId[]) => Promise<ReadonlyMap<ExamId, Day>>
  /** Students of a group, one student, students who have an exam in their plan, or all of these; within reach, by name and exam. */
  without: (
    of: Readonly<{group?: GroupId; exam?: ExamId; person?: PersonId}>,
  ) => Promise<readonly WithoutRegistration[]>
  /** Groups with a teacher, a row for each exam for which anybody of them is registered in the period; within reach, by code. */
  teams: (period: PeriodId, group?: GroupId) => Promise<readonly TeamCount[]>
  demand: (question: DemandQuestion) => Promise<readonly DemandCount[]>
  /** Live demand by exam and location, in that order; none of nothing. */
  crossed: (question: Pick<DemandQuestion, 'period' | 'since'>) => Promise<readonly CrossedCount[]>
  freeze: FreezeQuestions
}>

/** What a freeze keeps of a registration before needs are translated. */
export type AgreedRegistration = Omit<FrozenRegistration, 'freezeId' | 'extraMinutes' | 'aids'>

/**
 * The demand of a period, or of one exam in it, at the moment of a freeze. Exams in `except` are frozen by themselves.
 * A registration without a preferred location counts at the student's own.
 */
export type FreezeQuestions = Readonly<{
  /** Freezes in one statement what is agreed by students without needs. */
  addPlain: (freeze: DemandFreeze, except: readonly ExamId[]) => Promise<void>
  /** Students with needs, in order of id after `after`. */
  personsWithNeeds: (after: string, limit: number) => Promise<readonly PersonId[]>
  /** What is agreed by these students. */
  of: (
    freeze: DemandFreeze,
    except: readonly ExamId[],
    persons: readonly PersonId[],
  ) => Promise<readonly AgreedRegistration[]>
  add: (rows: readonly FrozenRegistration[]) => Promise<void>
  /** Ends the making of a freeze; answers how many registrations it holds. */
  settle: (freeze: DemandFreeze) => Promise<number>
  /** When a registration was frozen, in a freeze that is not undone; null when it was not. */
  frozenAt: (registration: RegistrationId) => Promise<Instant | null>
}>

/** What the registration phase remembers, beside what earlier ones do. */
export type RegistrationStores = InstitutionStores &
  Readonly<{
    registrations: Table<Registration>
    registrationNotes: Table<RegistrationNote>
    freezes: Table<DemandFreeze>
    attempts: Table<Attempt>
    registration: RegistrationQuestions
  }>
