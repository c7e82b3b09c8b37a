import type {Role} from '../deeds.ts'
import {some, type TaskKind} from './task-kind.ts'

const BOARD: readonly Role[] = ['functionary', 'board']

/** What may wait once they are taken, and in the running of it all. */
export const OUTCOME_TASKS: readonly TaskKind[] = [
  {
    name: 'judge-absences',
    roles: BOARD,
    deed: 'absence.judge',
    title: {
      nl: (n, about) => `${some('absentie', 'absenties')(n)} in ${about} beoordelen`,
      en: (n, about) => `judge ${some('absence', 'absences')(n)} in ${about}`,
    },
    command: () => 'ontrac absence list --unjudged',
  },
  {
    name: 'triage-cases',
    roles: BOARD,
    deed: 'case.triage',
    each: true,
    title: {
      nl: (n, about) => `${some('onregelmatigheid', 'onregelmatigheden')(n)} in ${about} indelen`,
      en: (n, about) => `triage ${some('case', 'cases')(n)} in ${about}`,
    },
    command: ({first}) => `ontrac case triage ${first} minor|board`,
  },
  {
    name: 'decide-minor-cases',
    roles: BOARD,
    deed: 'case.decide',
    each: true,
    title: {
      nl: (n, about) => `op ${some('lichte onregelmatigheid', 'lichte onregelmatigheden')(n)} in ${about} beslissen`,
      en: (n, about) => `decide ${some('minor case', 'minor cases')(n)} in ${about}`,
    },
    command: ({first}) => `ontrac case show ${first}`,
  },
  {
    name: 'decide-board-cases',
    roles: ['board'],
    deed: 'case.decide',
    each: true,
    title: {
      nl: (n, about) => `op ${some('zaak', 'zaken')(n)} in ${about} beslissen`,
      en: (n, about) => `decide ${some('case', 'cases')(n)} in ${about}`,
    },
    command: ({first}) => `ontrac case show ${first}`,
  },
  {
    name: 'record-results',
    roles: ['office'],
    title: {
      nl: (n, about) => `${some('uitslag', 'uitslagen')(n)} van ${about} inlezen`,
      en: (n, about) => `read in ${some('result', 'results')(n)} of ${about}`,
    },
    command: ({about}) => `ontrac result list --period ${about} --state awaited --state received`,
  },
  {
    name: 'decide-held',
    roles: ['board'],
    deed: 'result.reopen',
    title: {
      nl: (n, about) => `op ${some('afwijkend bericht', 'afwijkende berichten')(n)} over ${about} beslissen`,
      en: (n, about) => `decide on ${some('held message', 'held messages')(n)} of ${about}`,
    },
    command: () => 'ontrac result held',
  },
  {
    name: 'establish-results',
    roles: BOARD,
    deed: 'result.establish',
    title: {
      nl: (n, about) => `${some('uitslag', 'uitslagen')(n)} van ${about} vaststellen`,
      en: (n, about) => `establish ${some('result', 'results')(n)} of ${about}`,
    },
    command: ({about}) => `ontrac result establish --period ${about} --dry-run`,
  },
  {
    name: 'publish-results',
    roles: BOARD,
    deed: 'result.publish',
    title: {
      nl: (n, about) => `${some('uitslag', 'uitslagen')(n)} van ${about} bekendmaken`,
      en: (n, about) => `publish ${some('result', 'results')(n)} of ${about}`,
    },
    command: ({about}) => `ontrac result publish --period ${about} --dry-run`,
  },
  {
    name: 'decide-resits',
    roles: ['board'],
    deed: 'resit.decide',
    title: {
      nl: (n, about) => `op ${some('verzoek', 'verzoeken')(n)} om herkansing van ${about} beslissen`,
      en: (n, about) => `decide on ${some('resit request', 'resit requests')(n)} for ${about}`,
    },
    command: () => 'ontrac resit list --state asked',
  },
  {
    name: 'arrange-resits',
    roles: ['office'],
    title: {
      nl: (n, about) => `${some('herkansing', 'herkansingen')(n)} van ${about} in het SIS regelen`,
      en: (n, about) => `arrange ${some('resit', 'resits')(n)} of ${about} in the SIS`,
    },
    command: ({first}) => `ontrac resit grant ${first} --arranged`,
  },
  {
    name: 'renew-mandates',
    roles: ['board'],
    title: {
      nl: (n, about) => `${some('mandaat', 'mandaten')(n)} van ${about} verlengen of laten aflopen`,
      en: (n, about) => `renew ${some('mandate', 'mandates')(n)} of ${about}, or let them end`,
    },
    command: ({about}) => `ontrac mandate give ${about} CODE`,
  },
  {
    name: 'look-at-steps',
    roles: ['office'],
    title: {
      nl: (n, about) => `${some('stap', 'stappen')(n)} van ${about} die op tijd had moeten gaan bekijken`,
      en: (n, about) => `look at ${some('timed step', 'timed steps')(n)} of ${about} that could not be done`,
    },
    command: ({about}) => `ontrac period show ${about}`,
  },
  {
    name: 'finish-runs',
    roles: ['office'],
    title: {
      nl: (n) => `${some('onderbroken wijziging', 'onderbroken wijzigingen')(n)} afmaken`,
      en: (n) => `finish ${some('interrupted change', 'interrupted changes')(n)}`,
    },
    command: ({first}) => `ontrac import resume ${first}`,
  },
  {
    name: 'put-mails-right',
    roles: ['office', 'admin'],
    title: {
      nl: (n) => `${some('mail die niet aankwam', 'mails die niet aankwamen')(n)} herstellen`,
      en: (n) => `put right ${some('mail', 'mails')(n)} that did not arrive`,
    },
    command: () => 'ontrac mail list --state refused',
  },
]
