/** @jsxImportSource hono/jsx */
import type {EnrolmentProgress, ProgressDay} from '../../../src/enrolment/show-progress.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {Curve} from '../../parts/curve.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {dayWords, shortDay} from '../../parts/words.tsx'
import type {Visit} from '../../visit.ts'

/** The curve of enrolment, in words, as a picture and as a table. */
export function EnrolmentCurve({visit, progress}: Readonly<{visit: Visit; progress: EnrolmentProgress}>) {
  const t = OFFICE[visit.language]
  const {agreed, enrolled, days} = progress
  const text = t.curveText(enrolled, agreed)
  const columns: readonly Column<ProgressDay>[] = [
    {title: t.day, cell: ({on}) => dayWords(visit, on)},
    {title: t.newOnDay, cell: (each) => each.enrolled, number: true},
    {title: t.together, cell: ({total}) => total, number: true},
  ]
  return (
    <section aria-labelledby="curve">
      <h2 id="curve">{t.curve}</h2>
      {days.length === 0 ? (
        <Nothing>{t.noCurve}</Nothing>
      ) : (
        <figure>
          <p>{text}</p>
          <Curve label={text} points={days} most={agreed} dayText={(on) => shortDay(visit, on)} />
          <details id="curve-table">
            <summary>{t.asTable}</summary>
            <Table caption={t.curve} columns={columns} rows={days} empty={t.noCurve} />
          </details>
        </figure>
      )}
    </section>
  )
}
