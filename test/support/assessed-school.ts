import {systemIds} from '../../plugins/system/ids.ts'
import type {Person} from '../../src/institution/model.ts'
import type {World} from './world.ts'

/** A practical session on Monday 30 November with two candidates and two assessors, and somebody who assesses elsewhere. */
export async function addAssessedSession(world: World) {
  const at = await world.location('WEST')
  const kitchen = await world.room('K1', at)
  const period = await world.period('2026-P3')
  const proof = await world.exam('PROEVE', {
    name: 'Proeve van bekwaamheid',
    form: 'practical',
    resultScale: 'insufficient-satisfactory-good',
    passMark: null,
  })
  const made = await world.session('1130-K1-0900', period, kitchen, [proof], {on: '2026-11-30', kind: 'practical'})
  const candidates: Person[] = []
  for (const [number, name] of [
    ['200001', 'Amir'],
    ['200002', 'Lotte'],
  ] as const) {
    const student = await world.student(number, {givenName: name, prefix: '', familyName: name, sortKey: name})
    await world.enrolment(await world.registration(student, proof, period), made)
    candidates.push(student)
  }
  const assessors = [await assessor('ANNA'), await assessor('BRAM')] as const
  for (const {id} of assessors) await world.insert('sessionDuty', duty(id, 'assessor'))
  const elsewhere = await assessor('CATO')

  async function assessor(code: string): Promise<Person> {
    const person = await world.employee(code, {givenName: code, prefix: '', familyName: 'Kok'})
    await world.role(person, 'assessor')
    return person
  }
  function duty(personId: Person['id'], kind: 'assessor' | 'lead') {
    const {id: sessionId, startsAt, endsAt} = made.session
    return {id: systemIds.next<string>(), sessionId, personId, duty: kind, startsAt, endsAt, endedAt: null}
  }
  return {session: made.session, exam: proof, candidates, assessors, elsewhere, duty}
}
