import type {Exam} from '../institution/model.ts'

/** Aids that ask something of the room, and what they ask. Everything else is brought along or set on the computer. */
const OF_AID: Readonly<Record<string, string>> = {
  'quiet-room': 'quiet',
  'separate-room': 'quiet',
  wheelchair: 'wheelchair',
  'wheelchair-accessible': 'wheelchair',
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
