import type {Domain} from './qualifications.ts'

/** A building of the sample school; its rooms start with `letter`, and the programmes of `domains` are taught there. */
export type SampleLocation = Readonly<{
  code: string
  letter: string
  name: string
  address: string
  domains: readonly Domain[]
}>

/** The six locations; town and streets are invented. */
export const LOCATIONS: readonly SampleLocation[] = [
  {code: 'CEN', letter: 'C', name: 'Centrum', address: 'Raadhuisstraat 14, Lindewaard', domains: ['economie']},
  {code: 'NRD', letter: 'N', name: 'Noord', address: 'Noorderlaan 220, Lindewaard', domains: ['horeca', 'sport']},
  {
    code: 'HAV',
    letter: 'H',
    name: 'Havenkwartier',
    address: 'Kade 3, Lindewaard',
    domains: ['techniek', 'logistiek', 'mobiliteit'],
  },
  {code: 'PRK', letter: 'P', name: 'Parkzicht', address: 'Parklaan 51, Lindewaard', domains: ['zorg']},
  {code: 'STA', letter: 'S', name: 'Stationsgebied', address: 'Spoorstraat 2, Lindewaard', domains: ['welzijn', 'ict']},
  {
    code: 'DIJ',
    letter: 'D',
    name: 'Dijkzicht',
    address: 'Lage Dijk 77, Oud-Lindewaard',
    domains: ['bouw', 'uiterlijk'],
  },
]

/** The exam boards that the programmes fall under, by domain. */
export const BOARDS: Readonly<Record<Domain, string>> = {
  zorg: 'EC-ZW',
  welzijn: 'EC-ZW',
  uiterlijk: 'EC-ZW',
  ict: 'EC-TI',
  techniek: 'EC-TI',
  bouw: 'EC-TI',
  mobiliteit: 'EC-TI',
  economie: 'EC-ED',
  horeca: 'EC-ED',
  logistiek: 'EC-ED',
  sport: 'EC-ED',
}

/** Where the programmes of a domain are taught. */
export function locationOf(domain: Domain): SampleLocation {
  const found = LOCATIONS.find(({domains}) => domains.includes(domain))
  if (!found) throw new RangeError(`No location teaches ${domain}.`)
  return found
}
