import type {ProgrammeId} from '../../ids.ts'
import type {Board, Location, Programme} from '../../institution/model.ts'
import {recordWork} from '../apply-records.ts'
import {choice, code, form, text, whole} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type Start} from '../import-kind.ts'
import {activeByCode, everByCode, idOf, type Named, unknown} from '../look-up.ts'
import {adding, changing} from '../record-change.ts'

const FIELDS = {
  code: required('opleiding programme opleidingscode', code),
  crebo: required('crebo crebonummer', form(/^\d{5}$/, 'a crebo: five digits')),
  name: required('naam name opleidingsnaam', text()),
  level: required('niveau level', whole(1, 4)),
  route: required('leerweg route', choice({bol: 'bol', bbl: 'bbl'} as const)),
  cohort: required('cohort', form(/^\d{4}-\d{4}$/, 'a cohort, such as 2025-2026')),
  location: optional('locatie location', code, null),
  board: optional('examencommissie board', code, null),
}
type Row = RowOf<typeof FIELDS>

/** Programmes, one for each crebo, route and cohort. */
export const programmes = importKind({
  name: 'programmes',
  deed: 'programme.add',
  fields: FIELDS,
  key: ({code: programme}) => programme,
  begin: planProgrammes,
  work: recordWork,
})

function planProgrammes({ids}: Start): Planner<Row> {
  return {
    async decide(stores, _, rows) {
      const of = (column: 'code' | 'location' | 'board') => rows.map(({row}) => row[column])
      const known = await everByCode(stores.programmes, 'code', of('code'))
      const locations = await activeByCode(stores.locations, 'code', of('location'))
      const boards = await activeByCode(stores.boards, 'code', of('board'))
      return rows.map(({line, row}): Decision => {
        const about = `Programme ${row.code}`
        const complaints = referenceComplaints(row, locations, boards)
        if (complaints.length > 0) return {line, about, does: 'bad', complaints}
        const {location, board, ...facts} = row
        const wanted = {...facts, locationId: idOf(locations, location), boardId: idOf(boards, board)}
        const programme = known.get(row.code)
        const changes = programme
          ? changing('programmes', programme, {...wanted, endedAt: null})
          : [adding('programmes', newProgramme(ids.next<ProgrammeId>(), wanted))]
        return decided(line, about, !programme || programme.endedAt !== null, changes)
      })
    },
  }
}

function referenceComplaints(
  {location, board}: Row,
  locations: Named<Location>,
  boards: Named<Board>,
): readonly Complaint[] {
  return [
    ...(location && !locations.has(location) ? [unknown('location', 'location', location, 'room list')] : []),
    ...(board && !boards.has(board) ? [unknown('board', 'board', board, 'board list')] : []),
  ]
}

type Wanted = Pick<Programme, 'code' | 'crebo' | 'name' | 'level' | 'route' | 'cohort'> &
  Readonly<{locationId: Programme['locationId'] | undefined; boardId: Programme['boardId'] | undefined}>

function newProgramme(id: ProgrammeId, {locationId, boardId, ...facts}: Wanted): Programme {
  return {id, ...facts, locationId: locationId ?? null, boardId: boardId ?? null, endedAt: null, version: 1}
}
