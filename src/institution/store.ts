import type {GroupId, LocationId, ProgrammeId} from '../ids.ts'
import type {OperationStores} from '../operation/store.ts'
import type {Table} from '../store.ts'
import type {MergeQuestions} from './people/merging.ts'
import type {
  Account,
  AvailableDay,
  Block,
  Board,
  BoardExam,
  BoardMember,
  Document,
  Exam,
  ExamPart,
  ExamPlanEntry,
  ExamVersion,
  ExamWindow,
  Exemption,
  Group,
  GroupMember,
  GroupTeacher,
  ImportProfile,
  Institution,
  Location,
  LocationDistance,
  Mandate,
  Need,
  Period,
  PeriodTransition,
  PeriodWindow,
  Person,
  PersonRole,
  Deputy,
  Programme,
  ProgrammeEnrolment,
  Room,
} from './model.ts'

/** Questions about people that one kind of record cannot answer. */
export type PeopleQuestions = Readonly<{
  /**
   * Students or staff within reach, by family name; all given conditions hold. Each word of `search` is a folded part of
   * the search key; `after` is the number or code of the last one seen.
   *
   * @throws ExamError `student.not-found`, `staff.not-found` when `after` is nobody
   */
  page: (
    ask: Readonly<{
      kind: 'students' | 'staff'
      search: readonly string[]
      group?: GroupId
      programme?: ProgrammeId
      after?: string
      limit: number
    }>,
  ) => Promise<readonly Person[]>
  /** How many students are in each programme and group now, whoever asks: a count names nobody. */
  countByProgramme: () => Promise<ReadonlyMap<string, number>>
  countByGroup: () => Promise<ReadonlyMap<string, number>>
}>

/** Minutes of travel between locations; a row for each direction. */
export type Distances = Readonly<{
  all: () => Promise<readonly LocationDistance[]>
  /** Sets both directions; twice is once. */
  set: (one: LocationId, other: LocationId, minutes: number) => Promise<void>
}>

/** What the institution phase remembers, beside what earlier ones do. */
export type InstitutionStores = OperationStores &
  Readonly<{
    institutions: Table<Institution>
    locations: Table<Location>
    distances: Distances
    people: PeopleQuestions
    merging: MergeQuestions
    /** Every human being; by id only. */
    persons: Table<Person>
    /** Persons with a student number, by that number. */
    students: Table<Person>
    /** Persons with a staff code, by that code. */
    staff: Table<Person>
    roles: Table<PersonRole>
    deputies: Table<Deputy>
    accounts: Table<Account>
    needs: Table<Need>
    boards: Table<Board>
    boardMembers: Table<BoardMember>
    boardExams: Table<BoardExam>
    mandates: Table<Mandate>
    programmes: Table<Programme>
    programmeEnrolments: Table<ProgrammeEnrolment>
    groups: Table<Group>
    groupMembers: Table<GroupMember>
    groupTeachers: Table<GroupTeacher>
    availableDays: Table<AvailableDay>
    rooms: Table<Room>
    blocks: Table<Block>
    exams: Table<Exam>
    examParts: Table<ExamPart>
    examPlanEntries: Table<ExamPlanEntry>
    examVersions: Table<ExamVersion>
    examWindows: Table<ExamWindow>
    exemptions: Table<Exemption>
    documents: Table<Document>
    importProfiles: Table<ImportProfile>
    periods: Table<Period>
    periodWindows: Table<PeriodWindow>
    periodTransitions: Table<PeriodTransition>
  }>
