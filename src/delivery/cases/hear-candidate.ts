import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {caseFile, caseLock, requireUndecided} from './case-file.ts'
import type {DeliveryStores} from '../store.ts'

export const HearCandidate = z.strictObject({case: z.string(), student: z.string(), text: z.string().trim().min(1)})

export type HeardCandidate = Readonly<{case: string; student: string; heardAt: string}>

/**
 * Records what a student said on a case, or that he was asked and did not come: nobody is punished unheard.
 *
 * @throws ExamError `case.not-found`; `case.refused` with `case.over`, `case.not-a-party`
 */
export async function hearCandidate(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof HearCandidate>,
): Promise<HeardCandidate> {
  const {case: key, student, text} = parsed(HearCandidate, input)
  return ctx.write('case.hear', {lock: await caseLock(ctx, key)}, async (stores, entry) => {
    const {case: found, parties} = await caseFile(stores, key)
    requireUndecided(found)
    const own = parties.filter(({person}) => person.studentNumber === student)
    const [first] = own
    if (!first) throw notAParty(found.code, student)
    await stores.caseCandidates.changeAll({id: own.map(({candidate}) => candidate.id)}, {heardAt: entry.now})
    await stores.caseNotes.add([
      {
        id: ctx.ids.next<string>(),
        caseId: found.id,
        personId: first.person.id,
        kind: 'heard',
        content: text,
        at: entry.now,
        byPersonId: entry.person,
      },
    ])
    entry.note({about: ['case', found.id], for: first.person.id, facts: {code: found.code, student, heard: true}, text})
    return {case: found.code, student, heardAt: entry.now}
  })
}

/** A student is not in the scope of a case, or is out of the reach of the one who asks. */
export function notAParty(code: string, student: string): Error {
  return refuse('case', [
    {
      code: 'case.not-a-party',
      message: `Student ${student} is not in case ${code}; look at it with: ontrac case show ${code}`,
      details: {student},
    },
  ])
}
