import type {Access} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {Person} from '../model.ts'

/** Whoever is not of the office decides on his own deputy only. @throws ExamError `deputy.not-yours` */
export function requireOwn(access: Access, person: Person): void {
  if (access.reach === 'all' || access.person === person.id) return
  throw new ExamError('forbidden', 'deputy.not-yours', 'You name a deputy for yourself only; ask the exam office.', {
    person: person.staffCode,
  })
}
