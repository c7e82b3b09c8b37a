import type {SampleSize} from './sample-file.ts'

/** A field of work: it decides location, board, employers and vocational exams. */
export type Domain =
  | 'zorg'
  | 'welzijn'
  | 'ict'
  | 'horeca'
  | 'techniek'
  | 'mobiliteit'
  | 'bouw'
  | 'economie'
  | 'logistiek'
  | 'sport'
  | 'uiterlijk'

/** A qualification of the national register; `years` is how long the school takes for it. */
export type Qualification = Readonly<{
  crebo: string
  abbreviation: string
  name: string
  level: 2 | 3 | 4
  years: number
  domain: Domain
  from: SampleSize
}>

type Entry = readonly [crebo: string, abbreviation: string, level: 2 | 3 | 4, name: string, from: SampleSize]

// Codes and names as registered; each pair was found in published exam regulations or a published copy of the register.
const REGISTER: Readonly<Record<Domain, readonly Entry[]>> = {
  zorg: [
    ['25655', 'VP', 4, 'Mbo-Verpleegkundige', 'small'],
    ['25656', 'VIG', 3, 'Verzorgende IG', 'small'],
    ['25960', 'HZW', 2, 'Helpende Zorg en Welzijn', 'small'],
    ['25695', 'DA', 4, 'Doktersassistent', 'medium'],
    ['25650', 'AA', 4, 'Apothekersassistent', 'large'],
    ['25699', 'TA', 4, 'Tandartsassistent', 'large'],
  ],
  welzijn: [
    ['25696', 'PMK', 3, 'Pedagogisch medewerker kinderopvang', 'small'],
    ['25697', 'GPM', 4, 'Gespecialiseerd pedagogisch medewerker', 'medium'],
    ['25698', 'OA', 4, 'Onderwijsassistent', 'medium'],
    ['25780', 'BMZ', 3, 'Begeleider maatschappelijke zorg', 'large'],
    ['25779', 'PBMZ', 4, 'Persoonlijk begeleider maatschappelijke zorg', 'large'],
    ['25958', 'SW', 4, 'Sociaal werker', 'large'],
  ],
  ict: [
    ['25998', 'SD', 4, 'Software developer', 'small'],
    ['25999', 'MICT', 2, 'Medewerker ICT', 'small'],
    ['27015', 'IST', 3, 'ICT support technician', 'medium'],
    ['27016', 'ISE', 4, 'ICT system engineer', 'large'],
  ],
  horeca: [
    ['25180', 'KOK', 2, 'Kok', 'small'],
    ['25182', 'ZWK', 3, 'Zelfstandig werkend kok', 'small'],
    ['25168', 'GHV', 2, 'Gastheer/-vrouw', 'medium'],
    ['25171', 'ZWG', 3, 'Zelfstandig werkend gastheer/-vrouw', 'large'],
    ['25721', 'UB', 2, 'Uitvoerend bakker', 'large'],
    ['25722', 'ZWB', 3, 'Zelfstandig werkend bakker', 'large'],
  ],
  techniek: [
    ['25737', 'MEI', 2, 'Monteur elektrotechnische installaties', 'small'],
    ['25736', 'EMEI', 3, 'Eerste monteur elektrotechnische installaties in de gebouwde omgeving', 'medium'],
    ['25739', 'TEI', 4, 'Technicus elektrotechnische installaties in de gebouwde omgeving', 'large'],
    ['25891', 'MM', 2, 'Monteur mechatronica', 'large'],
    ['25892', 'EMM', 3, 'Eerste monteur mechatronica', 'large'],
    ['25893', 'TM', 4, 'Technicus mechatronica', 'large'],
    ['25919', 'TE', 4, 'Technicus engineering', 'medium'],
  ],
  mobiliteit: [
    ['25668', 'BTV', 2, 'Basis technicus voertuigen en mobiele werktuigen', 'large'],
    ['25669', 'ATV', 3, 'Allround technicus voertuigen en mobiele werktuigen', 'large'],
    ['25670', 'TSV', 4, 'Technisch specialist voertuigen en mobiele werktuigen', 'large'],
  ],
  bouw: [
    ['25829', 'TIM', 2, 'Timmerman', 'small'],
    ['25828', 'ATIM', 3, 'Allround timmerman', 'medium'],
    ['25786', 'MET', 2, 'Metselaar', 'large'],
    ['25785', 'AMET', 3, 'Allround metselaar', 'large'],
    ['25870', 'MKB', 4, 'Middenkaderfunctionaris bouw', 'large'],
  ],
  economie: [
    ['25725', 'BACS', 4, 'Business Administration & Control Specialist', 'small'],
    ['25724', 'ABS', 2, 'Assistant Business Services', 'medium'],
    ['25723', 'AABS', 3, 'Allround Assistant Business Services', 'large'],
    ['25727', 'MCS', 4, 'Marketing & Communication Specialist', 'medium'],
    ['25728', 'OMS', 4, 'Office & Management Support Specialist', 'large'],
    ['25808', 'RM', 2, 'Retailmedewerker', 'large'],
    ['25809', 'RS', 3, 'Retailspecialist', 'large'],
    ['25807', 'RMA', 4, 'Retailmanager', 'large'],
    ['25874', 'CM', 3, 'Commercieel medewerker', 'large'],
    ['25877', 'JAM', 4, 'Junior accountmanager', 'large'],
  ],
  logistiek: [
    ['25775', 'LT', 3, 'Logistiek teamleider', 'small'],
    ['25774', 'LM', 2, 'Logistiek medewerker', 'medium'],
    ['25776', 'LS', 4, 'Logistiek supervisor', 'large'],
  ],
  sport: [
    ['25690', 'BEV', 2, 'Beveiliger 2', 'medium'],
    ['25691', 'BEVD', 3, 'Beveiliger 3', 'large'],
    ['25961', 'MSR', 2, 'Medewerker sport en recreatie', 'large'],
    ['25908', 'SBL', 3, 'Sport- en bewegingsleider', 'medium'],
    ['25909', 'BSC', 4, 'Buurtsportcoach', 'large'],
  ],
  uiterlijk: [
    ['25641', 'KAP', 2, 'Kapper', 'medium'],
    ['25642', 'HD', 3, 'Haarstylist dame', 'large'],
    ['25906', 'SS', 3, 'Schoonheidsspecialist', 'large'],
    ['25907', 'ASS', 4, 'Allround Schoonheidsspecialist', 'large'],
  ],
}

const ORDER: readonly SampleSize[] = ['small', 'medium', 'large']

// How long a code was open for new cohorts is not modelled.
const QUALIFICATIONS: readonly Qualification[] = Object.entries(REGISTER).flatMap(([domain, entries]) =>
  entries.map((entry) => qualificationOf(domain as Domain, entry)),
)

/** The qualifications that a school of this size teaches. */
export function qualificationsFor(size: SampleSize): readonly Qualification[] {
  return QUALIFICATIONS.filter(({from}) => ORDER.indexOf(from) <= ORDER.indexOf(size))
}

function qualificationOf(domain: Domain, [crebo, abbreviation, level, name, from]: Entry): Qualification {
  const years = abbreviation === 'VP' ? 4 : level === 2 ? 2 : 3
  return {crebo, abbreviation, name, level, years, domain, from}
}
