import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {PeriodId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {type Day, day} from '../../time.ts'
import type {Period, PeriodWindow} from '../model.ts'
import {
  outsidePeriod,
  type WindowKind,
  WINDOW_KINDS,
  type WindowSpan,
  windowSpan,
  windowText,
} from './period-windows.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** A period as it is made. Windows are `FROM..TO`; the taking window is the whole period unless given. */
export const CreatePeriod = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,40}$/, 'use letters, digits, "-", "_" or "."'),
  name: z.string().trim().max(200).optional(),
  from: z.string(),
  to: z.string(),
  registration: z.string().optional(),
  enrolment: z.string().optional(),
  taking: z.string().optional(),
})

/** A period with the windows that count for all its exams, as people write them; null where none is set. */
export type PeriodWithWindows = Period & Readonly<Record<WindowKind, string | null>>

/**
 * Makes a period, in state draft: nobody can register in it until it is opened.
 *
 * @throws ExamError `period.invalid-window`; `period.refused` with `period.exists`, `period.ends-before-start`,
 * `period.taking-outside`
 */
export async function createPeriod(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof CreatePeriod>,
): Promise<PeriodWithWindows> {
  const wanted = parsed(CreatePeriod, input)
  const [fromOn, toOn] = [day(wanted.from), day(wanted.to)]
  return ctx.write('period.create', {}, async (stores, entry) => {
    const {zone} = await theInstitution(stores)
    const texts = {...wanted, taking: wanted.taking ?? `${fromOn}..${toOn}`}
    const known = await stores.periods.find(wanted.code)
    refuseIfAny('period', [...existing(known), ...backwards(fromOn, toOn)])
    const spans = WINDOW_KINDS.flatMap((kind) => {
      const text = texts[kind]
      return text === undefined ? [] : [{kind, span: windowSpan(text, zone)}]
    })
    const period: Period = {
      id: ctx.ids.next<PeriodId>(),
      code: wanted.code,
      name: wanted.name || wanted.code,
      state: 'draft',
      fromOn,
      toOn,
      version: 1,
    }
    refuseIfAny(
      'period',
      spans.flatMap(({kind, span}) => outsidePeriod(period, kind, span, zone)),
    )
    await stores.periods.add([period])
    await stores.periodWindows.add(spans.map(({kind, span}) => row(ctx.ids.next<string>(), period, kind, span)))
    entry.note({about: ['period', period.id], facts: {code: period.code, fromOn, toOn}})
    const text = (kind: WindowKind): string | null => {
      const span = spans.find((each) => each.kind === kind)?.span
      return span ? windowText(span, zone) : null
    }
    return {...period, registration: text('registration'), enrolment: text('enrolment'), taking: text('taking')}
  })
}

function existing(known: Period | undefined): Reason[] {
  if (!known) return []
  return [
    {
      code: 'period.exists',
      message: `Period ${known.code} exists already; see it with: ontrac period show ${known.code}`,
    },
  ]
}

function backwards(from: Day, to: Day): Reason[] {
  return from > to
    ? [{code: 'period.ends-before-start', message: `A period cannot end on ${to} when it starts on ${from}.`}]
    : []
}

function row(id: string, period: Period, kind: WindowKind, {opensAt, closesAt}: WindowSpan): PeriodWindow {
  return {id, periodId: period.id, examId: null, kind, opensAt, closesAt, endedAt: null}
}
