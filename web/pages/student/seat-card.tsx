/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import type {EnrolmentLine} from '../../../src/enrolment/store.ts'
import {STUDENT} from '../../../src/texts/student.ts'
import {type Day, dayOf, timeOf} from '../../../src/time.ts'
import {Facts} from '../../parts/table.tsx'
import {dayWords, hours, howSoon} from '../../parts/words.tsx'
import type {Visit} from '../../visit.ts'

/** A seat as its student needs to know it: when, until when for him, where, and what he is given. */
export function SeatCard({
  visit,
  enrolment,
  first,
  level = 3,
  children,
}: Readonly<{visit: Visit; enrolment: EnrolmentLine; first?: boolean; level?: 2 | 3; children?: Child}>) {
  const t = STUDENT[visit.language]
  const {startsAt, endsAt, zone, examName, exam, extraMinutes, aids} = enrolment
  const on: Day = dayOf(startsAt, zone)
  const Heading = `h${level}` as const
  const soon = howSoon(visit, on)
  return (
    <article class={first ? 'card first' : 'card'}>
      <Heading class="name">{examName || exam}</Heading>
      <p class="when">
        {dayWords(visit, on)}
        <br />
        {hours(visit, timeOf(startsAt, zone), timeOf(endsAt, zone))}
        {soon === '' ? null : (
          <>
            {' '}
            <span class="tag">{soon}</span>
          </>
        )}
      </p>
      <Facts
        pairs={[
          [t.where, [enrolment.room, enrolment.location, enrolment.place].filter(Boolean).join(', ')],
          [t.extra, extraMinutes > 0 ? t.minutes(extraMinutes) : null],
          [t.aids, aids.join(', ')],
        ]}
      />
      {children}
    </article>
  )
}
