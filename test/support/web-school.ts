import type {Database} from './databases.ts'
import {openServedWorld} from './web.ts'

export type WebSchool = Awaited<ReturnType<typeof openWebSchool>>

/**
 * A served school with a student who has one exam to choose a moment for and one that he is enrolled for, another student,
 * and one employee for each role.
 */
export async function openWebSchool(which: Database, options: Parameters<typeof openServedWorld>[1] = {}) {
  const pages = await openServedWorld(which, options)
  const {world} = pages
  const north = await world.location('NOORD')
  const room = await world.room('B104', north)
  const period = await world.period('2026-P2', {name: 'Periode 2'})
  const dutch = await world.exam('NE-3F', {name: 'Nederlands 3F', rules: {enrolBy: ['student', 'office']}})
  const sums = await world.exam('RE-3', {name: 'Rekenen niveau 3', rules: {enrolBy: ['student', 'office']}})
  const student = await world.student('100001', {givenName: 'Fatima', prefix: 'el', familyName: 'Amrani'})
  const other = await world.student('100002', {givenName: 'Joost', prefix: '', familyName: 'Bakkerveld'})
  const toChoose = await world.registration(student, dutch, period)
  const chosen = await world.registration(student, sums, period)
  const others = await world.registration(other, dutch, period)
  const monday = await world.session('1130-B104-0900', period, room, [dutch, sums], {on: '2026-11-30', seats: 2})
  const tuesday = await world.session('1201-B104-0900', period, room, [dutch, sums], {on: '2026-12-01', seats: 20})
  const small = await world.session('1202-B104-0900', period, room, [dutch], {on: '2026-12-02', seats: 1})
  const enrolment = await world.enrolment(chosen, tuesday)
  await world.enrolment(others, small)
  return {
    ...pages,
    period,
    student,
    other,
    toChoose,
    chosen,
    others,
    enrolment,
    monday,
    tuesday,
    small,
    dutch,
    sums,
    room,
  }
}
