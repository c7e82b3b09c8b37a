import {ExamError} from '../errors.ts'
import {caseDecided} from './case-decided.ts'
import {dutyAssigned} from './duty-assigned.ts'
import {dutyChanged} from './duty-changed.ts'
import {dutyEnded} from './duty-ended.ts'
import {enrolmentCancelled} from './enrolment-cancelled.ts'
import {enrolmentConfirmed} from './enrolment-confirmed.ts'
import {enrolmentMoved} from './enrolment-moved.ts'
import {framed, type RenderedLetter} from './frame.ts'
import type {Letter, Reader} from './letter.ts'
import {registrationDecided} from './registration-decided.ts'
import {registrationStatement} from './registration-statement.ts'
import {reminder} from './reminder.ts'
import {resitDecided} from './resit-decided.ts'
import {resultChanged} from './result-changed.ts'
import {resultPublished} from './result-published.ts'
import {sessionCancelled} from './session-cancelled.ts'
import {teamRegistrations} from './team-registrations.ts'
import {dutyPin} from './duty-pin.ts'
import {setUpLink, signInLink} from './sign-in-link.ts'
import {tasksDaily} from './tasks-daily.ts'
import {waitingListJoined} from './waiting-list-joined.ts'
import {waitingListOffer} from './waiting-list-offer.ts'

/** Every letter that ontrac sends, in the order of a student's season. */
export const LETTERS: readonly Letter[] = [
  registrationStatement,
  teamRegistrations,
  registrationDecided,
  enrolmentConfirmed,
  waitingListJoined,
  waitingListOffer,
  enrolmentMoved,
  enrolmentCancelled,
  sessionCancelled,
  reminder,
  dutyAssigned,
  dutyChanged,
  dutyEnded,
  resultPublished,
  resultChanged,
  resitDecided,
  caseDecided,
  tasksDaily,
  signInLink,
  setUpLink,
  dutyPin,
]

const BY_NAME = new Map(LETTERS.map((letter) => [letter.name, letter]))

/**
 * Writes a queued letter for its reader.
 *
 * @throws ExamError `letter.unknown`, `letter.wrong-data`
 */
export function renderLetter(name: string, data: unknown, reader: Reader): RenderedLetter {
  const letter = BY_NAME.get(name)
  if (!letter) throw new ExamError('invalid', 'letter.unknown', `There is no letter "${name}".`, {letter: name})
  return framed(letter.write(data, reader), reader)
}
