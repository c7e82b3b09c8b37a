import {folded} from '../institution/people/names.ts'
import {LOCATIONS, type SampleLocation} from './locations.ts'
import {drawNames, type SampleName} from './names.ts'
import {itemAt, type Random} from './random.ts'
import type {SampleFile} from './sample-file.ts'
import {shares} from './shares.ts'
import {SCHOOL} from './school.ts'

/** An employee: what he does for exams, and where he works. */
export type SampleEmployee = Readonly<{
  code: string
  name: SampleName
  roles: readonly string[]
  location: SampleLocation
}>

// One of each in every school; a larger one has more of them in the same proportion.
const CENTRAL_ROLES = [
  'examenbureau planner',
  'examenbureau',
  'functionaris',
  'docent functionaris',
  'examencommissie',
  'examencommissie',
  'docent examencommissie',
]
// Who works at a location, over and over: the first three can run an oral and a written session on their own.
const LOCATION_ROLES = [
  'docent afnameleider beoordelaar',
  'docent beoordelaar',
  'surveillant afnameleider',
  'docent surveillant',
  'docent beoordelaar surveillant',
  'docent beoordelaar',
  'docent',
  'surveillant',
  'docent beoordelaar',
  'docent afnameleider',
]

/**
 * Draws the employees.
 *
 * `weights` say how many students each location has, in the order of {@link LOCATIONS}; every location gets at least
 * three, who can run an oral and a written session on their own.
 */
export function drawStaff(count: number, weights: readonly number[], random: Random): readonly SampleEmployee[] {
  const names = drawNames(count, random)
  const codes = new Set<string>()
  return drawPosts(count, weights).map(({roles, location}, i) => {
    const name = itemAt(names, i)
    const code = freeCode(name, codes)
    codes.add(code)
    return {code, name, roles: roles.split(' '), location}
  })
}

export function staffFile(staff: readonly SampleEmployee[]): SampleFile {
  return {
    kind: 'staff',
    name: '03-medewerkers.csv',
    header: ['personeelscode', 'roepnaam', 'voorvoegsel', 'achternaam', 'email', 'rollen', 'locatie'],
    rows: staff.map(({code, name, roles, location}) => {
      const email = `${code.toLowerCase()}@${SCHOOL.mailDomain}`
      return [code, name.given, name.prefix, name.family, email, roles.join(' '), location.code]
    }),
  }
}

type Post = Readonly<{roles: string; location: SampleLocation}>

function drawPosts(count: number, weights: readonly number[]): readonly Post[] {
  const rounds = Math.max(1, Math.round(count / 200))
  const office = itemAt(LOCATIONS, 0)
  const central = Array.from({length: rounds}, () => CENTRAL_ROLES)
    .flat()
    .map((roles) => ({roles, location: office}))
  const least = Math.min(3, Math.floor((count - central.length) / LOCATIONS.length))
  const others = shares(count - central.length - least * LOCATIONS.length, weights)
  const local = LOCATIONS.flatMap((location, at) =>
    Array.from({length: least + (others[at] ?? 0)}, (_, i) => ({
      roles: itemAt(LOCATION_ROLES, i % LOCATION_ROLES.length),
      location,
    })),
  )
  return [...central, ...local]
}

// Six letters and digits, as timetables print them: Sanne de Vries is VRISA1, the next one VRISA2, the tenth VRISAA.
function freeCode({given, family}: SampleName, taken: ReadonlySet<string>): string {
  const letters = (text: string) =>
    folded(text.replaceAll('ı', 'i'))
      .replaceAll(/[^a-z]/g, '')
      .toUpperCase()
  const stem = (letters(family).slice(0, 3) + letters(given).slice(0, 2)).padEnd(5, 'X')
  for (let n = 1; ; n++) {
    const suffix = n.toString(36).toUpperCase()
    const code = stem.slice(0, 6 - suffix.length) + suffix
    if (!taken.has(code)) return code
  }
}
