import {PLAIN_EXAM, type SampleExam} from './exam.ts'
import type {Qualification} from './qualifications.ts'

/** What an exam says of its own; the rest is as its kind has it. */
type Own = Pick<SampleExam, 'code' | 'name' | 'level' | 'crebos'> & Partial<SampleExam>

/**
 * The exams that students take whatever they learn: the central exams, arithmetic, the school exams in Dutch and
 * English, and two electives.
 *
 * Which central exams there are, at which level and for how long: nadere richtlijnen centraal examen mbo (domain §2.1).
 * The other durations and all rules are invented as a school would set them.
 */
export function generalExams(qualifications: readonly Qualification[]): readonly SampleExam[] {
  const at = (...levels: readonly number[]) =>
    qualifications.filter(({level}) => levels.includes(level)).map(({crebo}) => crebo)
  const modernLanguage = qualifications
    .filter(({level, domain}) => level < 4 && (domain === 'horeca' || domain === 'ict'))
    .map(({crebo}) => crebo)
  return [...centralExams(at), ...arithmetic(at), ...dutch(at), ...english(at(4), modernLanguage), ...electives()]
}

type CrebosAt = (...levels: readonly number[]) => readonly string[]

function centralExams(at: CrebosAt): readonly SampleExam[] {
  const dutch = {subject: 'Nederlands', shareRoom: 'taal-rekenen', minutes: 90}
  const english = {subject: 'Engels', shareRoom: 'engels', minutes: 90}
  return [
    central({...dutch, code: 'NE-2F-CE', name: 'Nederlands 2F lezen en luisteren', level: '2F', crebos: at(2, 3)}),
    central({
      ...dutch,
      code: 'NE-3F-CE',
      name: 'Nederlands 3F lezen en luisteren',
      level: '3F',
      crebos: at(4),
      minutes: 120,
    }),
    central({...english, code: 'EN-B1-CE', name: 'Engels B1 lezen en luisteren', level: 'B1', crebos: at(4)}),
    central({
      ...english,
      code: 'EN-B2-CE',
      name: 'Engels B2 lezen en luisteren',
      level: 'B2',
      crebos: at(4),
      consent: true,
      wish: 1,
    }),
  ]
}

// Two attempts, once again after a pass, the highest counts, not before halfway, late up to 30 minutes (domain §1).
function central(own: Own & Pick<SampleExam, 'subject'>): SampleExam {
  const rules = {kind: 'centraal', platform: 'facet', improvement: 'eenmaal', resit: 'regel', lateMinutes: 30} as const
  return {...PLAIN_EXAM, ...rules, enrolBy: ['examenbureau'], since: 'halfway', wish: 9, ...own}
}

function arithmetic(at: CrebosAt): readonly SampleExam[] {
  const common = {
    ...PLAIN_EXAM,
    subject: 'Rekenen',
    scale: '0-10',
    passMark: '6',
    shareRoom: 'taal-rekenen',
    since: 'halfway',
  } as const
  return [
    {...common, code: 'REK-2', name: 'Rekenen mbo-niveau 2', level: '2', minutes: 90, crebos: at(2), wish: 6},
    {...common, code: 'REK-3', name: 'Rekenen mbo-niveau 3', level: '3', minutes: 90, crebos: at(3), wish: 6},
    {...common, code: 'REK-4', name: 'Rekenen mbo-niveau 4', level: '4', minutes: 120, crebos: at(4), wish: 6},
  ]
}

function dutch(at: CrebosAt): readonly SampleExam[] {
  const at2F = {subject: 'Nederlands', level: '2F', crebos: at(2, 3)}
  const at3F = {subject: 'Nederlands', level: '3F', crebos: at(4)}
  const referenceLevel = (passMark: string) => ({scale: 'referenceLevelRKTR', passMark}) as const
  return [
    writing({...at2F, code: 'NE-2F-SCHR', name: 'Nederlands 2F schrijven', minutes: 60, shareSeat: 'schrijven-2'}),
    oral({...at2F, code: 'NE-2F-SPR', name: 'Nederlands 2F spreken', ...referenceLevel('2F')}),
    oral({...at2F, code: 'NE-2F-GES', name: 'Nederlands 2F gesprekken', minutes: 20}),
    writing({...at3F, code: 'NE-3F-SCHR', name: 'Nederlands 3F schrijven', minutes: 75, shareSeat: 'schrijven-4'}),
    oral({...at3F, code: 'NE-3F-SPR', name: 'Nederlands 3F spreken', ...referenceLevel('3F')}),
    oral({...at3F, code: 'NE-3F-GES', name: 'Nederlands 3F gesprekken', minutes: 20}),
  ]
}

function english(level4: readonly string[], modernLanguage: readonly string[]): readonly SampleExam[] {
  const a2 = {subject: 'Engels', level: 'A2', crebos: modernLanguage}
  const b1 = {subject: 'Engels', level: 'B1', crebos: level4}
  const cefr = (passMark: string) => ({scale: 'referenceLevelERK', passMark}) as const
  const listening = {form: 'luister', platform: 'toa', minutes: 45, shareRoom: 'engels', since: 'second-year'} as const
  return [
    writing({...a2, code: 'EN-A2-SCHR', name: 'Engels A2 schrijven', minutes: 45, shareSeat: 'schrijven-2'}),
    {
      ...PLAIN_EXAM,
      ...a2,
      ...listening,
      code: 'EN-A2-LUI',
      name: 'Engels A2 luisteren',
      scale: '0-100',
      passMark: '60',
      attempts: 1,
      counts: 'eerste',
    },
    oral({...a2, code: 'EN-A2-SPR', name: 'Engels A2 spreken', ...cefr('A2')}),
    writing({...b1, code: 'EN-B1-SCHR', name: 'Engels B1 schrijven', minutes: 60, shareSeat: 'schrijven-4'}),
    oral({...b1, code: 'EN-B1-SPR', name: 'Engels B1 spreken', preparation: 15, ...cefr('B1')}),
  ]
}

// Short writing exams that share a seat let a student take Dutch and English one after the other.
function writing(own: Own & Pick<SampleExam, 'subject'>): SampleExam {
  return {...PLAIN_EXAM, shareRoom: 'schrijven', improvement: 'eenmaal', since: 'second-year', wish: 5, ...own}
}

function oral(own: Own & Pick<SampleExam, 'subject'>): SampleExam {
  const kind = {form: 'mondeling', platform: 'geen', minutes: 15, lateMinutes: 5} as const
  const scale = {scale: 'insufficient-satisfactory-good', passMark: 'satisfactory'} as const
  return {...PLAIN_EXAM, ...kind, ...scale, enrolBy: ['examenbureau', 'docent'], since: 'second-year', ...own}
}

function electives(): readonly SampleExam[] {
  const common = {
    ...PLAIN_EXAM,
    subject: 'Keuzedeel',
    scale: '0-100',
    passMark: '55',
    attempts: 3,
    counts: 'laatste',
  } as const
  const always = {improvement: 'altijd', crebos: null, shareRoom: 'keuzedelen', wish: 1} as const
  return [
    {...common, ...always, code: 'KD-ONDER', name: 'Keuzedeel ondernemend gedrag', platform: 'toa'},
    {...common, ...always, code: 'KD-DIGI', name: 'Keuzedeel digitale vaardigheden', extraTime: false},
  ]
}
