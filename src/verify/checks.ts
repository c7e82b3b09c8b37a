import type {Hasher} from '../ports.ts'
import type {KnownKey} from '../operation/check-chain.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {freezeViolations} from './freeze-counts.ts'
import {timeViolations} from './planned-times.ts'
import {reportViolations} from './report-digests.ts'
import {sealViolations} from './sealed-trail.ts'
import {type StoreCheck, type Violation} from './store.ts'

/** What a check may use. */
export type CheckTools = Readonly<{stores: LifecycleStores; hash: Hasher; key: KnownKey; limit: number}>

/** A promise that the store keeps at all times, and how to find what breaks it. */
export type Check = Readonly<{
  name: string
  /** The promise, as a sentence. */
  sentence: string
  find: (tools: CheckTools) => Promise<readonly Violation[]>
}>

const asked = (name: StoreCheck, sentence: string): Check => ({
  name,
  sentence,
  find: ({stores, limit}) => stores.verification.broken(name, limit),
})

/** Every promise of the whole store, in the order of the season. */
export const CHECKS: readonly Check[] = [
  asked('one-registration', 'A student has at most one open registration for an exam.'),
  asked('registration-closed', 'A registration is closed when it is used, withdrawn or refused, and only then.'),
  asked('frozen-as-registered', 'What is frozen is of the student and exam of its registration.'),
  {
    name: 'frozen-counted',
    sentence: 'A freeze holds as many registrations as it was noted with.',
    find: freezeViolations,
  },
  {
    name: 'times-derived',
    sentence: 'Instants of sessions and bookings follow from their wall clock.',
    find: timeViolations,
  },
  asked('room-once', 'A room is booked once at a time.'),
  asked('staff-once', 'An employee is on duty in one session at a time.'),
  asked('pool-fits', 'No pool of seats is overfull.'),
  asked('pool-counted', "A pool's taken seats are its active seats and open offers."),
  asked('student-once', 'A student is seated in one session at a time, over all periods.'),
  asked('one-enrolment', 'A registration has at most one active enrolment.'),
  asked('enrolment-agreed', 'Who is enrolled has an agreed registration.'),
  asked('enrolment-seated', 'An active enrolment has an active seat of the same student in the same session.'),
  asked('seat-used', 'An active seat has an active enrolment.'),
  asked('exam-offered', 'The exam of an active enrolment is offered in its session.'),
  asked('slot-held', 'An oral slot is held by an active enrolment for its exam, and one enrolment holds one slot.'),
  asked(
    'ended-session-empty',
    'A session that ended or was cancelled holds no booking, seat, enrolment or waiting place.',
  ),
  asked('waiting-open', 'Who waits has an open registration and is not enrolled for it.'),
  asked('offer-held', 'An open offer is of a pool of the session that is waited for.'),
  asked('report-signed', 'A reported session has a closed report, signed by its lead over the same facts.'),
  {
    name: 'report-unchanged',
    sentence: 'The facts of a closed report are those that were signed.',
    find: reportViolations,
  },
  asked('attempt-numbered', 'Attempts are numbered by those that counted before them.'),
  asked('result-authorised', 'An established result names who established it, and by what right.'),
  asked('result-in-attempt', "An attempt's outcome is that of its established result."),
  asked('case-undecided', 'Nothing is established while a case about it is undecided.'),
  asked('published-established', 'What is published is established.'),
  asked('run-in-steps', 'A big change has all its steps, and is not further than its last one.'),
  asked('lane-in-order', 'No message has a place that its lane has yet to give.'),
  {name: 'trail-sealed', sentence: 'The audit trail is as it was sealed.', find: sealViolations},
  asked('reference-there', 'Every row that is referred to is there.'),
]
