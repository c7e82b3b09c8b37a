/** @jsxImportSource hono/jsx */
import {momentInWords} from '../../../src/letters/words.ts'
import {STEP_NAMES, type StepName} from '../../../src/lifecycle/period-step.ts'
import type {PeriodDetail, StepLine} from '../../../src/lifecycle/show-period.ts'
import {reasonText} from '../../../src/texts/reasons.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import type {Visit} from '../../visit.ts'
import {periodPath} from './the-period.ts'

type StepsFacts = Readonly<{visit: Visit; period: PeriodDetail; planned: number}>

/** The five steps of a period's life: what was done, what is timed and why it waits, and the one that is next. */
export function PeriodSteps({visit, period, planned}: StepsFacts) {
  const t = OFFICE[visit.language]
  const next = nextStep(period, planned)
  return (
    <section aria-labelledby="course">
      <h2 id="course">{t.course}</h2>
      <ol class="steps">
        {STEP_NAMES.map((step) => (
          <StepItem visit={visit} period={period} step={step} next={step === next} />
        ))}
      </ol>
    </section>
  )
}

function StepItem({
  visit,
  period,
  step,
  next,
}: Readonly<{visit: Visit; period: PeriodDetail; step: StepName; next: boolean}>) {
  const t = OFFICE[visit.language]
  const lines = period.steps.filter((line) => line.step === step && line.undoneAt === null)
  const done = lines.some(({doneAt}) => doneAt !== null)
  return (
    <li class={next ? 'next' : done ? 'done' : ''}>
      <div class="name">
        {done ? '✓ ' : ''}
        {t.step[step]}
        {lines.length === 0 ? <span class="soft"> · {t.notYet}</span> : null}
        {lines.map((line) => (
          <StepNote visit={visit} line={line} />
        ))}
      </div>
      <a
        class={next ? 'button' : 'button plain'}
        aria-label={t.lookAt(t.step[step])}
        href={periodPath(period, `/steps/${step}`)}
      >
        {t.look}
      </a>
    </li>
  )
}

function StepNote({visit, line}: Readonly<{visit: Visit; line: StepLine}>) {
  const {language, school} = visit
  const t = OFFICE[language]
  const {exam, doneAt, dueAt, waits} = line
  const at = doneAt ?? dueAt
  if (at === null) return null
  const when = momentInWords(at, school.zone, language)
  const about = exam === null ? '' : ` (${t.forExam(exam)})`
  return (
    <p class="soft">
      {doneAt === null ? t.timedFor(when) : t.doneAt(when)}
      {about}
      {waits.map((reason) => ` ${reasonText(reason, 'refused', {language, zone: school.zone})}`)}
    </p>
  )
}

/** The step that the state of things asks for; undefined for a period that rests. */
function nextStep({state, frozen, steps}: PeriodDetail, planned: number): StepName | undefined {
  if (state === 'draft') return 'open'
  if (state === 'closed') return 'archive'
  if (state === 'archived') return undefined
  if (planned > 0) return 'publish'
  if (frozen.every(({exam}) => exam !== null)) return 'freeze'
  const published = steps.some(({step, doneAt, undoneAt}) => step === 'publish' && doneAt !== null && undoneAt === null)
  return published ? 'close' : 'publish'
}
