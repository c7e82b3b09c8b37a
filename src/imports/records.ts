import {canonicalJson} from '../json.ts'
import type {Hasher} from '../ports.ts'
import type {Table} from '../store.ts'
import type {ImportStores} from './store.ts'

/** A record as a change sees it: whatever its kind, it has an id. */
export type AnyRecord = Readonly<Record<string, unknown>> & Readonly<{id: string}>

type Traits = Readonly<{
  /** What a record is called in sentences. */
  noun: string
  ends: 'endedAt' | 'endedOn' | 'closedAt'
  /** Columns of which no two active records share the values; a column that is null makes no pair. */
  unique: readonly (readonly string[])[]
  /** Columns that name another record. */
  refers: Readonly<Record<string, RecordName>>
}>

/** Every kind of record that imports add, change and end by themselves; what is referred to comes before what refers to it. */
const NAMES = [
  'locations',
  'rooms',
  'persons',
  'roles',
  'accounts',
  'programmes',
  'programmeEnrolments',
  'groups',
  'groupMembers',
  'groupTeachers',
  'availableDays',
  'exams',
  'examVersions',
  'examPlanEntries',
  'needs',
  'blocks',
  'exemptions',
  'attempts',
] as const
export type RecordName = (typeof NAMES)[number]
export const RECORD_NAMES: readonly RecordName[] = NAMES

const PERSON = {personId: 'persons'} as const
const plain = {ends: 'endedAt', unique: [], refers: {}} as const

export const RECORDS: Readonly<Record<RecordName, Traits>> = {
  locations: {...plain, noun: 'location', unique: [['code']]},
  rooms: {...plain, noun: 'room', unique: [['code']], refers: {locationId: 'locations'}},
  persons: {
    ...plain,
    noun: 'person',
    unique: [['studentNumber'], ['staffCode']],
    refers: {locationId: 'locations'},
  },
  roles: {...plain, noun: 'role', refers: PERSON},
  accounts: {...plain, noun: 'account', unique: [['kind', 'subject']], refers: PERSON},
  programmes: {...plain, noun: 'programme', unique: [['code']], refers: {locationId: 'locations'}},
  programmeEnrolments: {
    noun: 'programme of a student',
    ends: 'endedOn',
    unique: [['personId', 'programmeId']],
    refers: {...PERSON, programmeId: 'programmes'},
  },
  groups: {
    ...plain,
    noun: 'group',
    unique: [['code']],
    refers: {programmeId: 'programmes', locationId: 'locations'},
  },
  groupMembers: {
    ...plain,
    noun: 'membership of a group',
    unique: [['groupId', 'personId']],
    refers: {...PERSON, groupId: 'groups'},
  },
  groupTeachers: {...plain, noun: 'teacher of a group', refers: {...PERSON, groupId: 'groups'}},
  availableDays: {...plain, noun: 'day', refers: {...PERSON, groupId: 'groups'}},
  exams: {...plain, noun: 'exam', unique: [['code']]},
  examVersions: {...plain, noun: 'version of an exam', refers: {examId: 'exams'}},
  examPlanEntries: {...plain, noun: 'entry in an exam plan', refers: {examId: 'exams'}},
  needs: {...plain, noun: 'need', refers: PERSON},
  blocks: {
    ...plain,
    noun: 'block',
    refers: {...PERSON, roomId: 'rooms', groupId: 'groups', locationId: 'locations'},
  },
  exemptions: {...plain, noun: 'exemption', refers: {...PERSON, examId: 'exams'}},
  attempts: {...plain, noun: 'attempt', refers: {...PERSON, examId: 'exams'}},
}

type Loose = Readonly<{
  [K in 'all' | 'history']: (where: Readonly<Record<string, unknown>>) => Promise<readonly AnyRecord[]>
}> &
  Readonly<{
    add: (rows: readonly AnyRecord[]) => Promise<void>
    change: (id: string, change: Readonly<Record<string, unknown>>) => Promise<void>
    changeAll: (where: Readonly<Record<string, unknown>>, change: Readonly<Record<string, unknown>>) => Promise<number>
  }>

/** Any table, as changes see it: what its columns hold was settled when the change was planned. */
export function looseTable<T extends {readonly id: string}>(table: Table<T>): Loose {
  return table as unknown as Loose
}

/** The table of a kind of record. */
export function tableOf(stores: ImportStores, name: RecordName): Loose {
  return looseTable(stores[name] as unknown as Table<AnyRecord>)
}

/** What a record holds, whatever number its version has: a change that was undone leaves it as it was. */
export function recordDigest(hash: Hasher, {version: _, ...values}: AnyRecord): string {
  return hash.sha256(canonicalJson(values))
}
