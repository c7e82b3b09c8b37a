import type {PersonId} from '../../ids.ts'
import type {ListedExam, Participant, SessionLists} from './session-lists.ts'

/** What differs between two versions of a session's lists: of the session itself, or of one participant. */
export type ListChange = Readonly<{
  kind: 'session' | 'added' | 'removed' | 'changed'
  person: PersonId | null
  /** Codes of the exams concerned; empty for the session itself. */
  exams: readonly string[]
  field: 'place' | 'time' | 'participant' | 'seat' | 'exam' | 'version' | 'extra-time' | 'aids'
  before: string
  after: string
}>

/** Everything that differs, the session first, then participants in the order of the newer list; what left comes last. */
export function listChanges(before: SessionLists, after: SessionLists): readonly ListChange[] {
  const earlier = new Map(before.participants.map((participant) => [participant.person, participant]))
  const later = new Set(after.participants.map(({person}) => person))
  return [
    ...sessionChanges(before.session, after.session),
    ...after.participants.flatMap((participant) => {
      const known = earlier.get(participant.person)
      return known ? participantChanges(known, participant) : [came(participant)]
    }),
    ...before.participants.filter(({person}) => !later.has(person)).map(left),
  ]
}

function sessionChanges(before: SessionLists['session'], after: SessionLists['session']): readonly ListChange[] {
  const about = {kind: 'session', person: null, exams: []} as const
  const where = ({location, room, place}: SessionLists['session']): string =>
    [location, room, place].filter(Boolean).join(' ')
  const when = ({on, from, minutes}: SessionLists['session']): string => `${on} ${from} ${minutes}`
  return [
    ...differing({...about, field: 'place'}, where(before), where(after)),
    ...differing({...about, field: 'time'}, when(before), when(after)),
  ]
}

function participantChanges(before: Participant, after: Participant): readonly ListChange[] {
  const {person} = after
  const known = new Map(before.exams.map((exam) => [exam.enrolment, exam]))
  const kept = new Set(after.exams.map(({enrolment}) => enrolment))
  const exam = {kind: 'changed', person, field: 'exam'} as const
  return [
    ...differing({kind: 'changed', person, exams: codesOf(after), field: 'seat'}, before.seat, after.seat),
    ...after.exams.flatMap((each) => {
      const earlier = known.get(each.enrolment)
      return earlier ? examChanges(person, earlier, each) : differing({...exam, exams: [each.exam]}, '', each.exam)
    }),
    ...before.exams
      .filter(({enrolment}) => !kept.has(enrolment))
      .flatMap((each) => differing({...exam, exams: [each.exam]}, each.exam, '')),
  ]
}

function examChanges(person: PersonId, before: ListedExam, after: ListedExam): readonly ListChange[] {
  const about = {kind: 'changed', person, exams: [after.exam]} as const
  const when = ({startsAt, endsAt}: ListedExam): string => `${startsAt} ${endsAt}`
  return [
    ...differing({...about, field: 'version'}, before.version, after.version),
    ...differing({...about, field: 'time'}, when(before), when(after)),
    ...differing({...about, field: 'extra-time'}, String(before.extraMinutes), String(after.extraMinutes)),
    ...differing({...about, field: 'aids'}, before.aids.join(' '), after.aids.join(' ')),
  ]
}

function differing(about: Omit<ListChange, 'before' | 'after'>, before: string, after: string): readonly ListChange[] {
  return before === after ? [] : [{...about, before, after}]
}

function came(participant: Participant): ListChange {
  return {
    kind: 'added',
    person: participant.person,
    exams: codesOf(participant),
    field: 'participant',
    before: '',
    after: participant.seat,
  }
}

function left(participant: Participant): ListChange {
  return {
    kind: 'removed',
    person: participant.person,
    exams: codesOf(participant),
    field: 'participant',
    before: participant.seat,
    after: '',
  }
}

function codesOf({exams}: Participant): readonly string[] {
  return exams.map(({exam}) => exam)
}
