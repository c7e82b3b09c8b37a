import {BOARDS, locationOf, type SampleLocation} from './locations.ts'
import {qualificationsFor, type Domain, type Qualification} from './qualifications.ts'
import type {Random} from './random.ts'
import type {SampleFile, SampleSize} from './sample-file.ts'
import {shares} from './shares.ts'

export type Route = 'BOL' | 'BBL'

/** A programme with the number of students that it has. */
export type SampleProgramme = Readonly<{
  code: string
  qualification: Qualification
  route: Route
  /** The year in which the cohort started. */
  startYear: number
  location: SampleLocation
  students: number
}>

// The small school teaches each qualification to one or two cohorts that are far enough to be examined.
const SMALL: readonly (readonly [crebo: string, route: Route, startYear: number])[] = [
  ['25655', 'BOL', 2024],
  ['25655', 'BBL', 2024],
  ['25656', 'BOL', 2025],
  ['25656', 'BBL', 2024],
  ['25960', 'BOL', 2025],
  ['25696', 'BOL', 2024],
  ['25998', 'BOL', 2024],
  ['25999', 'BOL', 2025],
  ['25180', 'BBL', 2025],
  ['25182', 'BOL', 2024],
  ['25737', 'BBL', 2025],
  ['25829', 'BBL', 2025],
  ['25725', 'BOL', 2024],
  ['25775', 'BBL', 2024],
]
/** The school year of the season starts in this year. */
const THIS_YEAR = 2026
/** Care and welfare draw more students than other fields. */
const POPULAR: Readonly<Partial<Record<Domain, number>>> = {zorg: 2, welzijn: 1.5}

/** The programmes of the school, with `students` divided over them: about a third in BBL. */
export function drawProgrammes(size: SampleSize, students: number, random: Random): readonly SampleProgramme[] {
  const offered = size === 'small' ? smallOffer() : wholeOffer(size)
  const weights = offered.map(({route, qualification}) => {
    const popular = size === 'small' ? 1 : (POPULAR[qualification.domain] ?? 1)
    return (route === 'BBL' ? 0.62 : size === 'small' ? 1 : 1.24) * popular * (0.9 + 0.2 * random.next())
  })
  const counts = shares(students, weights)
  return offered.map((programme, i) => ({...programme, students: counts[i] ?? 0}))
}

/** The cohort as the register writes it, `2024-2025`. */
export function cohortOf({startYear}: Pick<SampleProgramme, 'startYear'>): string {
  return `${startYear}-${startYear + 1}`
}

export function programmesFile(programmes: readonly SampleProgramme[]): SampleFile {
  return {
    kind: 'programmes',
    name: '02-opleidingen.csv',
    header: ['opleiding', 'crebo', 'naam', 'niveau', 'leerweg', 'cohort', 'locatie', 'examencommissie'],
    rows: programmes.map((programme) => {
      const {crebo, name, level, domain} = programme.qualification
      return [
        programme.code,
        crebo,
        name,
        `${level}`,
        programme.route,
        cohortOf(programme),
        programme.location.code,
        BOARDS[domain],
      ]
    }),
  }
}

type Offer = Omit<SampleProgramme, 'students'>

function smallOffer(): readonly Offer[] {
  const taught = new Map(qualificationsFor('small').map((each) => [each.crebo, each]))
  return SMALL.flatMap(([crebo, route, startYear]) => {
    const qualification = taught.get(crebo)
    return qualification ? [offerOf(qualification, route, startYear)] : []
  })
}

function wholeOffer(size: SampleSize): readonly Offer[] {
  return qualificationsFor(size).flatMap((qualification) =>
    (['BOL', 'BBL'] as const).flatMap((route) =>
      Array.from({length: qualification.years}, (_, i) => offerOf(qualification, route, THIS_YEAR - i)),
    ),
  )
}

function offerOf(qualification: Qualification, route: Route, startYear: number): Offer {
  const years = `${startYear % 100}${(startYear + 1) % 100}`
  const code = `${qualification.crebo}-${route}-${years}`
  return {code, qualification, route, startYear, location: locationOf(qualification.domain)}
}
