import type {Exemption} from '../../institution/model.ts'
import {recordWork} from '../apply-records.ts'
import {code, date, form, text} from '../cells.ts'
import {decided} from '../decided.ts'
import {optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {adding, changing} from '../record-change.ts'
import {namingComplaints, studentsAndExams} from '../students-and-exams.ts'

const FIELDS = {
  student: required('studentnummer student_number', form(/^\S{1,20}$/, 'a student number')),
  exam: required('examen exam', code),
  decidedOn: required('besloten_op decided_on', date),
  basis: required('grond basis', text()),
  grade: optional('cijfer grade', text(40), null),
}
type Row = RowOf<typeof FIELDS>

/** Exemptions that a board granted before, as the student information system has them. */
export const exemptions = importKind({
  name: 'exemptions',
  deed: 'student.change',
  fields: FIELDS,
  key: ({student, exam}) => `${student} ${exam}`,
  begin: planExemptions,
  work: recordWork,
})

function planExemptions({ids}: Start): Planner<Row> {
  return {
    async decide(stores, _, rows) {
      const named = await studentsAndExams(stores, rows)
      const {students, exams} = named
      const personId = [...students.values()].map(({id}) => id)
      const known = await stores.exemptions.all({personId, partId: null})
      return rows.map(({line, row}): Decision => {
        const about = `Exemption of student ${row.student} from ${row.exam}`
        const [person, exam] = [students.get(row.student), exams.get(row.exam)]
        if (!person || !exam) return {line, about, does: 'bad', complaints: namingComplaints(row, named)}
        const exemption = known.find((each) => each.personId === person.id && each.examId === exam.id)
        const {decidedOn, basis, grade} = row
        if (exemption) return decided(line, about, false, changing('exemptions', exemption, {decidedOn, basis, grade}))
        const made: Exemption = {
          id: ids.next<string>(),
          personId: person.id,
          examId: exam.id,
          partId: null,
          boardId: null,
          decidedOn,
          basis,
          grade: grade ?? null,
          source: 'import',
          endedAt: null,
        }
        return decided(line, about, true, [adding('exemptions', made)])
      })
    },
  }
}
