import type {AvailableDay} from '../../institution/model.ts'
import {recordWork} from '../apply-records.ts'
import {choice, code, date, time, weekday, yesNo} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type ReadRow, type Start} from '../import-kind.ts'
import {adding, changing} from '../record-change.ts'
import type {ImportStores} from '../store.ts'
import {dayRow} from '../weekday-changes.ts'
import {findWhose, type Whose, whoseComplaint, whoseKey} from '../whose.ts'

const FIELDS = {
  kind: required(
    'soort kind',
    choice({
      medewerker: 'person',
      student: 'person',
      klas: 'group',
      employee: 'person',
      staff: 'person',
      group: 'group',
    } as const),
  ),
  code: required('code', code),
  weekday: optional('dag weekday', weekday, null),
  on: optional('datum date', date, null),
  from: optional('van from', time, null),
  to: optional('tot to', time, null),
  available: required('beschikbaar available', yesNo),
}
type Row = RowOf<typeof FIELDS>

/**
 * Days and hours on which a student, group or employee is there, or not: by weekday, or by date as an exception. Rows add to
 * what is known and change it; days that a file does not name stay.
 */
export const availability = importKind({
  name: 'availability',
  deed: 'group.change',
  fields: FIELDS,
  key: ({kind, code: whose, weekday: day, on, from}) => [kind, whose, day ?? '', on ?? '', from ?? ''].join('\n'),
  begin: planAvailability,
  work: recordWork,
})

function planAvailability({ids}: Start): Planner<Row> {
  return {
    async decide(stores, _, rows) {
      const find = await findWhose(
        stores,
        rows.map(({row}) => row),
      )
      const known = await knownDays(stores, rows, find)
      return rows.map(({line, row}): Decision => {
        const about = `${row.code} on ${row.on ?? `weekday ${row.weekday ?? ''}`}${row.from ? ` at ${row.from}` : ''}`
        const whose = find(row)
        const complaints = complaintsOf(row, whose === undefined)
        if (!whose || complaints.length > 0) return {line, about, does: 'bad', complaints}
        const {personId, groupId} = whose
        const when = {weekday: row.weekday ?? null, onDate: row.on ?? null, fromTime: row.from ?? null}
        const day = known.get(keyOf({personId, groupId, ...when}))
        const rest = {toTime: row.to ?? null, available: row.available}
        const changes = day
          ? changing('availableDays', day, rest)
          : [adding('availableDays', dayRow(ids.next<string>(), {personId, groupId}, {...when, ...rest}))]
        return decided(line, about, !day, changes)
      })
    },
  }
}

function complaintsOf(row: Row, isNobody: boolean): readonly Complaint[] {
  const {weekday: day, on, from, to} = row
  const whose: Whose = {kind: row.kind, code: row.code}
  return [
    ...(isNobody ? [whoseComplaint(whose)] : []),
    ...((day ?? null) === null && (on ?? null) === null
      ? [complaint('availability.no-day', 'Fill in a weekday, or a date.', 'weekday')]
      : []),
    ...(day && on ? [complaint('availability.two-days', 'Fill in a weekday or a date, not both.', 'on')] : []),
    ...(Boolean(from) !== Boolean(to) || (from && to && to <= from)
      ? [
          complaint(
            'availability.hours',
            'Fill in from when and until when, in that order, or leave both empty.',
            'from',
          ),
        ]
      : []),
  ]
}

function complaint(what: string, message: string, field: string): Complaint {
  return {code: what, message, field}
}

type Found = Awaited<ReturnType<typeof findWhose>>

async function knownDays(
  stores: ImportStores,
  rows: readonly ReadRow<Row>[],
  find: Found,
): Promise<ReadonlyMap<string, AvailableDay>> {
  const whose = rows.flatMap(({row}) => find(row) ?? [])
  const personId = [...new Set(whose.flatMap((each) => each.personId ?? []))]
  const groupId = [...new Set(whose.flatMap((each) => each.groupId ?? []))]
  const days = [
    ...(personId.length > 0 ? await stores.availableDays.all({personId}) : []),
    ...(groupId.length > 0 ? await stores.availableDays.all({groupId}) : []),
  ]
  return new Map(days.map((day) => [keyOf(day), day]))
}

function keyOf(day: Pick<AvailableDay, 'personId' | 'groupId' | 'weekday' | 'onDate' | 'fromTime'>): string {
  return [whoseKey(day), day.weekday ?? '', day.onDate ?? '', day.fromTime ?? ''].join('\n')
}
