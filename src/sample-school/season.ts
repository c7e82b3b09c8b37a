/** The period that the sample school's registrations belong to; days in the institution's zone, both ends included. */
export const SAMPLE_SEASON = {
  code: '2026-P2',
  name: 'Periode 2, 2026-2027',
  registration: {from: '2026-09-28', to: '2026-10-23'},
  taking: {from: '2026-11-30', to: '2026-12-18'},
  /** The national windows of the central exams. The real ones are set each year by CvTE; these are invented. */
  examWindows: [
    {exam: 'NE-2F-CE', from: '2026-11-30', to: '2026-12-11'},
    {exam: 'NE-3F-CE', from: '2026-11-30', to: '2026-12-11'},
    {exam: 'EN-B1-CE', from: '2026-12-07', to: '2026-12-18'},
    {exam: 'EN-B2-CE', from: '2026-12-07', to: '2026-12-18'},
  ],
} as const

/** The days of the taking window on which the school is open. */
export const TAKING_DAYS = [
  ...daysOf('2026-11-', 30, 30),
  ...daysOf('2026-12-', 1, 4),
  ...daysOf('2026-12-', 7, 11),
  ...daysOf('2026-12-', 14, 18),
] as const

/** Months from the year 0 to a day, to reckon how much of a programme has passed. */
export function monthsAt(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
}

function daysOf(month: string, first: number, last: number): readonly string[] {
  return Array.from({length: last - first + 1}, (_, i) => `${month}${String(first + i).padStart(2, '0')}`)
}
