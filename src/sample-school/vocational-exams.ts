import {PLAIN_EXAM, type SampleExam} from './exam.ts'
import type {Domain, Qualification} from './qualifications.ts'
import {itemAt} from './random.ts'

const SUBJECTS: Readonly<Record<Domain, readonly string[]>> = {
  zorg: ['Anatomie en fysiologie', 'Ziekteleer', 'Medicatieveiligheid', 'Wet- en regelgeving', 'Voeding en hygiëne'],
  welzijn: [
    'Ontwikkelingspsychologie',
    'Pedagogisch klimaat',
    'Begeleidingsplannen',
    'Wet- en regelgeving',
    'Gezondheid en veiligheid',
  ],
  ict: ['Netwerken', 'Informatiebeveiliging', 'Servicemanagement', 'Databases', 'Webtechnologie'],
  horeca: ['Voedselveiligheid', 'Warenkennis', 'Sociale hygiëne', 'Gastgerichtheid', 'Calculatie'],
  techniek: [
    'Elektrotechniek',
    'Technisch tekeningen lezen',
    'Veilig werken',
    'Meet- en regeltechniek',
    'Materialenkennis',
  ],
  mobiliteit: ['Motormanagement', 'Elektrische aandrijving', 'Veilig werken', 'Onderstel en remmen', 'Diagnose'],
  bouw: ['Constructieleer', 'Bouwtekeningen lezen', 'Veilig werken', 'Materialenkennis', 'Duurzaam bouwen'],
  economie: ['Bedrijfseconomie', 'Boekhouden', 'Wet- en regelgeving', 'Marketing', 'Klantcontact'],
  logistiek: ['Magazijnbeheer', 'Goederenstromen', 'Veilig werken', 'Leidinggeven', 'Douane en documenten'],
  sport: [
    'Wettelijke kaders',
    'Waarnemen en rapporteren',
    'Gezondheid en bewegen',
    'Veiligheid bij evenementen',
    'Communicatie',
  ],
  uiterlijk: ['Huid- en haarkennis', 'Productkennis', 'Hygiëne en arbo', 'Kleurenleer', 'Klantcontact'],
}

// What the first, second, … theory exam of a qualification is like, so that each platform, scale and rule is met with.
const THEORY: readonly Partial<SampleExam>[] = [
  {minutes: 90, platform: 'remindo', consent: true},
  {
    minutes: 60,
    form: 'schriftelijk',
    platform: 'papier',
    scale: '0-100',
    passMark: '55',
    since: 'halfway',
    lateMinutes: 0,
  },
  {minutes: 45, platform: 'toa', scale: '0-10', passMark: '6', improvement: 'eenmaal'},
  {
    minutes: 120,
    scale: 'insufficient-satisfactory-good',
    passMark: 'satisfactory',
    since: 'last-year',
    counts: 'laatste',
  },
  {minutes: 45, platform: 'toa', scale: '0-100', passMark: '80', attempts: 3, improvement: 'altijd'},
]

/** The vocational exams: basics where a field has several programmes, `each` per qualification, two practical ones. */
export function vocationalExams(qualifications: readonly Qualification[], each: number): readonly SampleExam[] {
  const fields = Map.groupBy(qualifications, ({domain}) => domain)
  return [
    ...[...fields].filter(([, taught]) => taught.length > 1).map(([domain, taught]) => basics(domain, taught)),
    ...qualifications.flatMap((qualification) => THEORY.slice(0, each).map((own, i) => theory(qualification, own, i))),
    ...practicals(),
  ]
}

function basics(domain: Domain, taught: readonly Qualification[]): SampleExam {
  const crebos = taught.map(({crebo}) => crebo)
  const names = {code: `${domain.toUpperCase()}-BASIS`, name: `Basiskennis ${domain}`, subject: `Basis ${domain}`}
  return {
    ...PLAIN_EXAM,
    ...names,
    platform: 'toa',
    scale: '0-100',
    passMark: '55',
    attempts: 3,
    shareRoom: domain,
    crebos,
  }
}

// The paper exam of a level 4 qualification is taken by all at one moment: its questions are used once.
function theory(
  {abbreviation, name, crebo, level, domain}: Qualification,
  own: Partial<SampleExam>,
  index: number,
): SampleExam {
  const subject = itemAt(SUBJECTS[domain], index)
  const names = {code: `${abbreviation}-T${index + 1}`, name: `${subject} (${name})`, subject}
  const onPaper = own.platform === 'papier'
  const sharing = onPaper
    ? {}
    : {shareRoom: domain, shareSeat: own.platform === 'toa' ? `kort-${abbreviation.toLowerCase()}` : ''}
  return {
    ...PLAIN_EXAM,
    ...names,
    ...sharing,
    ...own,
    crebos: [crebo],
    moments: onPaper && level === 4 ? 'een' : 'meer',
    wish: 7,
  }
}

function practicals(): readonly SampleExam[] {
  const common = {
    ...PLAIN_EXAM,
    form: 'praktijk',
    platform: 'geen',
    scale: 'pass-or-fail',
    passMark: 'passed',
    subject: 'Proeve van bekwaamheid',
    consent: true,
    enrolBy: ['examenbureau', 'docent'],
    since: 'last-year',
    extraTime: false,
    wish: 9,
  } as const
  return [
    {...common, code: 'VIG-PVB', name: 'Proeve van bekwaamheid Verzorgende IG', minutes: 180, crebos: ['25656']},
    {...common, code: 'KOK-PVB', name: 'Proeve van bekwaamheid Kok', minutes: 240, crebos: ['25180']},
  ]
}
