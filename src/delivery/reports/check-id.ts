import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {deciderOf, deciderReasons} from '../cases/decider.ts'
import {atDesk, type Desk} from './report-desk.ts'
import {type FactDraft, ID_DOCUMENTS} from './report-facts.ts'
import {type Candidate, candidatesOf} from '../lists/roster.ts'
import type {DeliveryStores} from '../store.ts'

/** Either the paper that was shown, or that none was and who decided what then. */
export const CheckId = z
  .strictObject({
    session: z.string(),
    student: z.string(),
    document: z.enum(ID_DOCUMENTS).optional(),
    missing: z.boolean().default(false),
    admitted: z.boolean().default(true),
    /** Staff code; with `missing`. */
    decidedBy: z.string().optional(),
    reason: z.string().trim().optional(),
  })
  .refine(({document, missing}) => missing !== (document !== undefined), {
    message: 'Say which document was shown, or that none was',
  })
  .refine(({missing, decidedBy, reason}) => !missing || (decidedBy !== undefined && reason), {
    message: 'Without an ID, say who decided and why: --decided-by and --reason',
  })

export type IdCheck = Readonly<{session: string; student: string; checked: boolean; admitted: boolean}>

/**
 * Records that a student's ID was seen, or that he had none and what was decided; for all exams he takes in the session.
 *
 * @throws ExamError `report.refused` with `report.decider-not-of-board`; `staff.not-found`; as `atDesk`
 */
export async function checkId(ctx: Context<DeliveryStores>, input: z.input<typeof CheckId>): Promise<IdCheck> {
  const wanted = parsed(CheckId, input)
  const {session, student, reason} = wanted
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, async (desk) => {
    const candidates = candidatesOf(desk.roster, {students: [student], noun: 'report'})
    return {
      facts: wanted.missing ? await missingFacts(desk, candidates, wanted) : shownFacts(candidates, wanted),
      answer: {
        session: desk.session.code,
        student,
        checked: !wanted.missing,
        admitted: !wanted.missing || wanted.admitted,
      },
    }
  })
}

type Wanted = z.output<typeof CheckId>

function shownFacts(candidates: readonly Candidate[], {document, reason}: Wanted): readonly FactDraft[] {
  return candidates.map((candidate) => ({
    kind: 'id-checked',
    detail: {document: document ?? null},
    about: {personId: candidate.person.id, enrolmentId: candidate.enrolment.id},
    text: reason,
  }))
}

async function missingFacts(
  {stores, entry, institution}: Desk,
  candidates: readonly Candidate[],
  wanted: Wanted,
): Promise<readonly FactDraft[]> {
  const {decidedBy = '', admitted, reason} = wanted
  const decider = await deciderOf(stores, decidedBy, {now: entry.now, zone: institution.zone})
  refuseIfAny(
    'report',
    deciderReasons(
      decider,
      candidates.map(({exam}) => exam),
    ),
  )
  return candidates.map((candidate) => ({
    kind: 'id-missing',
    detail: {decidedBy: decider.person.id, admitted},
    about: {personId: candidate.person.id, enrolmentId: candidate.enrolment.id},
    text: reason,
  }))
}
