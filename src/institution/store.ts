import type {PersonId} from '../ids.ts'
import type {OperationStores} from '../operation/store.ts'
import type {Table} from '../store.ts'
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
  Mandate,
  Need,
  Period,
  PeriodTransition,
  PeriodWindow,
  Person,
  PersonRole,
  Programme,
  ProgrammeEnrolment,
  Room,
} from './model.ts'

/** Questions about people that one kind of record cannot answer. */
export type PeopleQuestions = Readonly<{
  /** Students or staff within reach by number or code; `search` is a folded part of the search key. */
  page: (
    ask: Readonly<{
      kind: 'students' | 'staff'
      search?: string
      after?: string
      limit: number
      only?: readonly PersonId[]
    }>,
  ) => Promise<readonly Person[]>
  /** How many students are in each programme and group now, whoever asks: a count names nobody. */
  countByProgramme: () => Promise<ReadonlyMap<string, number>>
  countByGroup: () => Promise<ReadonlyMap<string, number>>
}>

/** What the institution phase remembers, beside what earlier ones do. */
export type InstitutionStores = OperationStores &
  Readonly<{
    institutions: Table<Institution>
    locations: Table<Location>
    people: PeopleQuestions
    /** Every human being; by id only. */
    persons: Table<Person>
    /** Persons with a student number, by that number. */
    students: Table<Person>
    /** Persons with a staff code, by that code. */
    staff: Table<Person>
    roles: Table<PersonRole>
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
