import type {Exam, Need, Person} from '../../institution/model.ts'
import {recordWork} from '../apply-records.ts'
import {choice, date, form, text, whole} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {activeByCode, type Named, unknown} from '../look-up.ts'
import {adding, changing} from '../record-change.ts'
import {studentComplaints} from '../students-and-exams.ts'

const FIELDS = {
  student: required('studentnummer student_number', form(/^\S{1,20}$/, 'a student number')),
  code: required('voorziening need', text(60)),
  basis: required(
    'grondslag basis',
    choice({
      procent: 'percent',
      minuten: 'minutes',
      onbeperkt: 'unlimited',
      hulpmiddel: 'aid',
      percent: 'percent',
      minutes: 'minutes',
      unlimited: 'unlimited',
      aid: 'aid',
    } as const),
  ),
  value: optional('waarde value', whole(0, 400), 0),
  scopeKind: required(
    'bereik scope',
    choice({
      alles: 'all',
      digitaal: 'digital',
      vak: 'subject',
      examen: 'exam',
      all: 'all',
      digital: 'digital',
      subject: 'subject',
      exam: 'exam',
    } as const),
  ),
  scopeValue: optional('bereik_waarde scope_value', text(), null),
  from: optional('van from', date, null),
  to: optional('tot to', date, null),
}
type Row = RowOf<typeof FIELDS>

/** Personal needs: the aid, never its cause (design rule 22). The same need from another day on is another one. */
export const needs = importKind({
  name: 'needs',
  deed: 'student.change',
  fields: FIELDS,
  key: keyOf,
  begin: planNeeds,
  work: recordWork,
})

function keyOf({student, code, scopeKind, scopeValue, from}: Row): string {
  return [student, code, scopeKind, scopeValue ?? '', from ?? ''].join('\n')
}

function planNeeds({ids}: Start): Planner<Row> {
  return {
    async decide(stores, _, rows) {
      const students = await activeByCode(
        stores.students,
        'studentNumber',
        rows.map(({row}) => row.student),
      )
      const exams = await activeByCode(
        stores.exams,
        'code',
        rows.map(({row}) => (row.scopeKind === 'exam' ? row.scopeValue : null)),
      )
      const personId = [...students.values()].map(({id}) => id)
      const known = Map.groupBy(await stores.needs.all({personId}), (need) => need.personId)
      return rows.map(({line, row}): Decision => {
        const about = `Need ${row.code} of student ${row.student}`
        const complaints = complaintsOf(row, students, exams)
        const person = students.get(row.student)
        if (!person || complaints.length > 0) return {line, about, does: 'bad', complaints}
        const need = known.get(person.id)?.find((each) => isSameNeed(each, row))
        const changes = need
          ? changing('needs', need, {basis: row.basis, value: row.value, toOn: row.to})
          : [adding('needs', newNeed(ids.next<string>(), person, row))]
        return decided(line, about, !need, changes)
      })
    },
  }
}

function complaintsOf(row: Row, students: Named<Person>, exams: Named<Exam>): readonly Complaint[] {
  const {student, basis, value, scopeKind, scopeValue, from, to} = row
  const limited = scopeKind === 'subject' || scopeKind === 'exam'
  const measured = basis === 'percent' || basis === 'minutes'
  return [
    ...studentComplaints(student, students),
    ...(limited && !scopeValue
      ? [complaint('need.no-scope-value', `Say which ${scopeKind} the need is for.`, 'scopeValue')]
      : []),
    ...(scopeKind === 'exam' && scopeValue && !exams.has(scopeValue)
      ? [unknown('scopeValue', 'exam', scopeValue, 'exam list')]
      : []),
    ...(measured && !value ? [complaint('need.no-value', `Say how many ${basis} the need gives.`, 'value')] : []),
    ...(from && to && to < from
      ? [complaint('need.ends-before-start', `It starts on ${from} and cannot end before.`, 'to')]
      : []),
  ]
}

function complaint(code: string, message: string, field: string): Complaint {
  return {code, message, field}
}

function isSameNeed(need: Need, {code, scopeKind, scopeValue, from}: Row): boolean {
  return (
    need.code === code &&
    need.scopeKind === scopeKind &&
    (need.scopeValue ?? '') === (scopeValue ?? '') &&
    need.fromOn === (from ?? null)
  )
}

function newNeed(id: string, {id: personId}: Person, row: Row): Need {
  return {
    id,
    personId,
    code: row.code,
    label: row.code,
    basis: row.basis,
    value: row.value ?? 0,
    scopeKind: row.scopeKind,
    scopeValue: row.scopeValue ?? null,
    fromOn: row.from ?? null,
    toOn: row.to ?? null,
    source: 'import',
    endedAt: null,
    version: 1,
  }
}
