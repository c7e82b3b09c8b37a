import {fullName, listName} from '../institution/people/names.ts'
import type {Person} from '../institution/model.ts'
import type {SheetNames} from './sheet-names.ts'
import type {StudentRecords} from './student-records.ts'

/** Who a student is, and what he is entitled to: the aid, never its cause (design rule 22). */
export function personSheet(student: Person, records: StudentRecords, {code}: SheetNames) {
  return {
    student: {
      number: student.studentNumber ?? '',
      name: fullName(student),
      sortName: listName(student),
      nameOnId: student.idCheckName,
      kind: student.kind,
      location: code(student.locationId),
      endedAt: student.endedAt,
    },
    programmes: records.programmes.map(({programmeId, main, startsOn, plannedEndOn, endedOn, diplomaOn}) => ({
      programme: code(programmeId),
      main,
      startsOn,
      plannedEndOn,
      endedOn,
      diplomaOn,
    })),
    groups: records.groups.map(({groupId, fromOn, toOn, endedAt}) => ({group: code(groupId), fromOn, toOn, endedAt})),
    needs: records.needs.map(needLine),
    exemptions: records.exemptions.map(({examId, boardId, decidedOn, basis, grade, endedAt}) => ({
      exam: code(examId),
      board: code(boardId),
      decidedOn,
      basis,
      grade,
      endedAt,
    })),
  }
}

function needLine({code, basis, value, scopeKind, scopeValue, fromOn, toOn, endedAt}: StudentRecords['needs'][number]) {
  return {need: code, basis, value, scope: scopeKind, scopeValue, fromOn, toOn, endedAt}
}
