import type {SeatingSheet} from '../../src/delivery/seating/seating.ts'
import type {Out} from './out.ts'

/** A room from above, front row first, and who sits where. */
export function showSeatingPlan(
  {session, on, room, grid, seats, reserved, without, sameNeighbours, atLeast}: SeatingSheet,
  out: Out,
): void {
  out.title(
    `${session}, ${on}, room ${room}: ${grid.rows} rows of ${grid.columns}${grid.measured ? '' : ', guessed from its seats'}`,
  )
  out.table(
    ['Seat', 'Student', 'Name', 'Exams'],
    seats.map((each) => [each.seat, each.student, each.name, each.exams.join(' ')]),
    'Nobody has a place in this room yet.',
  )
  if (reserved.length > 0) out.line(`Kept free: ${reserved.join(' ')}`)
  out.line(`Neighbours with the same exam: ${sameNeighbours}; at least ${atLeast}.`)
  if (without.length > 0) out.warn(`Without a place: ${without.join(' ')}`)
}
