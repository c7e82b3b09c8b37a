import {type Language, texts} from '../letters/letter.ts'

/** How a state is felt: `good` is well, `care` asks for attention, `bad` is wrong; `calm` says nothing. */
export type StateTone = 'calm' | 'good' | 'care' | 'bad'

type Kind =
  | 'period'
  | 'session'
  | 'plan'
  | 'report'
  | 'mail'
  | 'result'
  | 'case'
  | 'caseKind'
  | 'decision'
  | 'resit'
  | 'absence'
  | 'attendance'
  | 'registration'

const WORDS = texts<Readonly<Record<Kind, Readonly<Record<string, string>>>>>({
  nl: {
    period: {draft: 'concept', open: 'open', closed: 'afgesloten', archived: 'gearchiveerd'},
    session: {
      planned: 'gepland',
      published: 'gepubliceerd',
      final: 'definitief',
      running: 'loopt',
      reported: 'afgerond',
      cancelled: 'vervallen',
      aborted: 'afgebroken',
    },
    plan: {draft: 'concept', applied: 'toegepast', withdrawn: 'ingetrokken'},
    report: {open: 'loopt', signed: 'ondertekend'},
    mail: {
      waiting: 'wacht',
      sent: 'verstuurd',
      refused: 'geweigerd',
      'given-up': 'opgegeven',
      withdrawn: 'ingetrokken',
    },
    result: {
      awaited: 'verwacht',
      received: 'deels binnen',
      blocked: 'in onderzoek',
      ready: 'vast te stellen',
      established: 'vastgesteld',
      published: 'bekendgemaakt',
      settled: 'geen uitslag',
    },
    case: {open: 'nieuw', triaged: 'ingedeeld', decided: 'beslist', withdrawn: 'ingetrokken'},
    caseKind: {irregularity: 'onregelmatigheid', fraud: 'vermoeden van fraude', calamity: 'calamiteit'},
    decision: {
      valid: 'geldig',
      'void-counts': 'ongeldig, poging telt mee',
      'void-returned': 'ongeldig, poging terug',
      excluded: 'uitgesloten',
      'new-sitting': 'nieuwe zitting',
    },
    resit: {
      asked: 'gevraagd',
      granted: 'toegekend',
      refused: 'afgewezen',
      'waits-for-sis': 'wacht op SIS',
      withdrawn: 'ingetrokken',
    },
    absence: {
      ill: 'ziek',
      permitted: 'verlof',
      other: 'andere reden',
      none: 'zonder reden',
      valid: 'geldig',
      invalid: 'ongeldig',
    },
    attendance: {
      notKnown: 'nog niet bekend',
      notPresent: 'afwezig',
      notStarted: 'niet begonnen',
      notFinished: 'niet afgemaakt',
      present: 'aanwezig',
    },
    registration: {
      wanted: 'gevraagd',
      agreed: 'akkoord',
      refused: 'afgewezen',
      withdrawn: 'ingetrokken',
      used: 'gebruikt',
    },
  },
  en: {
    period: {draft: 'draft', open: 'open', closed: 'closed', archived: 'archived'},
    session: {
      planned: 'planned',
      published: 'published',
      final: 'final',
      running: 'running',
      reported: 'reported',
      cancelled: 'cancelled',
      aborted: 'aborted',
    },
    plan: {draft: 'draft', applied: 'applied', withdrawn: 'withdrawn'},
    report: {open: 'running', signed: 'signed'},
    mail: {waiting: 'waiting', sent: 'sent', refused: 'refused', 'given-up': 'given up', withdrawn: 'withdrawn'},
    result: {
      awaited: 'awaited',
      received: 'partly in',
      blocked: 'under investigation',
      ready: 'to be established',
      established: 'established',
      published: 'published',
      settled: 'no result',
    },
    case: {open: 'new', triaged: 'triaged', decided: 'decided', withdrawn: 'withdrawn'},
    caseKind: {irregularity: 'irregularity', fraud: 'suspected fraud', calamity: 'calamity'},
    decision: {
      valid: 'valid',
      'void-counts': 'void, attempt counts',
      'void-returned': 'void, attempt returned',
      excluded: 'excluded',
      'new-sitting': 'new sitting',
    },
    resit: {
      asked: 'asked',
      granted: 'granted',
      refused: 'refused',
      'waits-for-sis': 'waits for SIS',
      withdrawn: 'withdrawn',
    },
    absence: {
      ill: 'ill',
      permitted: 'permitted',
      other: 'another reason',
      none: 'no reason',
      valid: 'valid',
      invalid: 'not valid',
    },
    attendance: {
      notKnown: 'not known yet',
      notPresent: 'absent',
      notStarted: 'not started',
      notFinished: 'not finished',
      present: 'present',
    },
    registration: {
      wanted: 'wanted',
      agreed: 'agreed',
      refused: 'refused',
      withdrawn: 'withdrawn',
      used: 'used',
    },
  },
})

const TONES: Readonly<Record<Exclude<StateTone, 'calm'>, readonly string[]>> = {
  good: [
    'period open',
    'session final',
    'session running',
    'plan applied',
    'report open',
    'report signed',
    'mail sent',
    'result established',
    'result published',
    'case decided',
    'decision valid',
    'resit granted',
    'absence valid',
    'attendance present',
    'registration agreed',
  ],
  care: [
    'plan draft',
    'result ready',
    'case triaged',
    'resit asked',
    'resit waits-for-sis',
    'absence none',
    'registration wanted',
    'decision void-returned',
    'decision new-sitting',
  ],
  bad: [
    'session cancelled',
    'session aborted',
    'mail refused',
    'mail given-up',
    'result blocked',
    'case open',
    'decision void-counts',
    'decision excluded',
    'absence invalid',
    'attendance notPresent',
    'resit refused',
    'registration refused',
  ],
}

/** A state as people say it, and how it is felt. A state without a word is shown as it is. */
export function stateText(kind: Kind, state: string, language: Language): Readonly<{text: string; tone: StateTone}> {
  const name = `${kind} ${state}`
  const tone = (['good', 'care', 'bad'] as const).find((each) => TONES[each].includes(name)) ?? 'calm'
  return {text: WORDS[language][kind][state] ?? state, tone}
}
