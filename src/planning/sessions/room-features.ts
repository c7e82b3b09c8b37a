import type {Exam, Room} from '../../institution/model.ts'

/** Aids that ask something of the room, and what they ask. Everything else is brought along or set on the computer. */
const OF_AID: Readonly<Record<string, string>> = {
  'quiet-room': 'quiet',
  'separate-room': 'quiet',
  wheelchair: 'wheelchair',
  'wheelchair-accessible': 'wheelchair',
}

/** What schools write for features in their lists of rooms, and what the planner calls it. */
const SAME_AS: Readonly<Record<string, string>> = {
  stil: 'quiet',
  prikkelarm: 'quiet',
  rolstoel: 'wheelchair',
  geluid: 'audio',
}

/** What a room has, in the planner's words. */
export function featuresOfRoom({features}: Pick<Room, 'features'>): readonly string[] {
  return [...new Set(features.map((feature) => SAME_AS[feature.toLowerCase()] ?? feature.toLowerCase()))]
}

/** What a room must have for an exam: sound for a listening exam. */
export function featuresOfExam({form}: Pick<Exam, 'form'>): readonly string[] {
  return form === 'listening' ? ['audio'] : []
}

/** What a room must have for a student with these aids, in order. */
export function featuresOfAids(aids: readonly string[]): readonly string[] {
  return [...new Set(aids.flatMap((aid) => OF_AID[aid] ?? []))].toSorted()
}

/** Whether an exam needs a computer for each student. */
export function needsComputer({form}: Pick<Exam, 'form'>): boolean {
  return form === 'digital'
}
