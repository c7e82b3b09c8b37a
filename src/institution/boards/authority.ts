import type {Access} from '../../context.ts'
import type {Deed} from '../../deeds.ts'
import type {BoardId, ExamId, MandateId, PersonId, ProgrammeId} from '../../ids.ts'
import {dayOf} from '../../time.ts'
import {inForce} from '../in-force.ts'
import type {Mandate} from '../model.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** By what right a decision is taken: as a member of the board, or under its mandate. */
export type Authority = Readonly<{boardId: BoardId; mandateId: MandateId | null}>

/** What is decided on: an exam, for a student of these programmes. */
export type Matter = Readonly<{exam: ExamId; programmes: readonly ProgrammeId[]}>

/**
 * Answers for many matters whether the one who acts may decide on them today (WEB 7.4.5a; Examenprotocol art. 2: the board
 * may mandate and stays responsible).
 *
 * A board answers for the exams given to it and for every exam of the students of its programmes. A board member decides
 * for his board; a functionary under a mandate in force that names the deed and, where it names any, the exam and the programme.
 */
export async function openAuthority(
  stores: InstitutionStores,
  access: Access,
  deed: Deed,
): Promise<(matter: Matter) => Authority | undefined> {
  const {zone} = await theInstitution(stores)
  const today = dayOf(access.now, zone)
  const me = access.person as PersonId
  const boardOfProgramme = new Map((await stores.programmes.history()).map(({id, boardId}) => [id, boardId]))
  const boardsOfExam = Map.groupBy(await stores.boardExams.all(), ({examId}) => examId)
  const memberships = (await stores.boardMembers.all({personId: me}))
    .filter((member) => inForce(member, today))
    .map(({boardId}) => boardId)
  const mandates = (await stores.mandates.all({personId: me})).filter(
    (mandate) => mandate.revokedAt === null && inForce(mandate, today),
  )

  return ({exam, programmes}) => {
    const boards = new Set((boardsOfExam.get(exam) ?? []).map(({boardId}) => boardId))
    for (const programme of programmes) {
      const board = boardOfProgramme.get(programme)
      if (board) boards.add(board)
    }
    for (const boardId of boards) {
      if (access.role === 'board' && memberships.includes(boardId)) return {boardId, mandateId: null}
      const mandate =
        access.role === 'functionary' &&
        mandates.find((each) => each.boardId === boardId && covers(each, deed, exam, programmes))
      if (mandate) return {boardId, mandateId: mandate.id}
    }
    return undefined
  }
}

function covers(mandate: Mandate, deed: Deed, exam: ExamId, programmes: readonly ProgrammeId[]): boolean {
  return (
    mandate.deeds.includes(deed) &&
    (mandate.examIds.length === 0 || mandate.examIds.includes(exam)) &&
    (mandate.programmeIds.length === 0 || programmes.some((programme) => mandate.programmeIds.includes(programme)))
  )
}
