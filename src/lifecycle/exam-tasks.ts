import {some, type TaskKind} from './task-kind.ts'

/** What may wait until the exams are taken, in the order of the season. */
export const EXAM_TASKS: readonly TaskKind[] = [
  {
    name: 'decide-requests',
    roles: ['teacher'],
    title: {
      nl: (n, about) => `${some('aanmelding', 'aanmeldingen')(n)} van groep ${about} beoordelen`,
      en: (n, about) => `decide on ${some('registration', 'registrations')(n)} of group ${about}`,
    },
    command: ({about}) => `ontrac registration list --state wanted --group ${about}`,
  },
  {
    name: 'decide-other-requests',
    roles: ['office'],
    title: {
      nl: (n, about) => `${some('aanmelding', 'aanmeldingen')(n)} zonder docent in ${about} beoordelen`,
      en: (n, about) => `decide on ${some('registration', 'registrations')(n)} without a teacher in ${about}`,
    },
    command: ({about}) => `ontrac registration list --state wanted --period ${about}`,
  },
  {
    name: 'plan-exams',
    roles: ['planner', 'office'],
    title: {
      nl: (n, about) => `${some('examen', 'examens')(n)} in ${about} inplannen`,
      en: (n, about) => `plan ${some('exam', 'exams')(n)} in ${about}`,
    },
    command: ({about}) => `ontrac plan make ${about}`,
  },
  {
    name: 'publish-sessions',
    roles: ['planner', 'office'],
    title: {
      nl: (n, about) => `${some('geplande zitting', 'geplande zittingen')(n)} in ${about} publiceren`,
      en: (n, about) => `publish ${some('planned session', 'planned sessions')(n)} in ${about}`,
    },
    command: ({about}) => `ontrac period publish ${about}`,
  },
  {
    name: 'name-leads',
    roles: ['planner', 'office'],
    title: {
      nl: (n, about) => `voor ${some('zitting', 'zittingen')(n)} in ${about} een leider aanwijzen`,
      en: (n, about) => `name a lead for ${some('session', 'sessions')(n)} in ${about}`,
    },
    command: ({first}) => `ontrac session duty ${first} --lead CODE`,
  },
  {
    name: 'name-invigilators',
    roles: ['planner', 'office'],
    title: {
      nl: (n, about) => `voor ${some('zitting', 'zittingen')(n)} in ${about} surveillanten aanwijzen`,
      en: (n, about) => `name invigilators for ${some('session', 'sessions')(n)} in ${about}`,
    },
    command: ({first}) => `ontrac session duty ${first} --invigilator CODE`,
  },
  {
    name: 'enrol-yourself',
    roles: ['student'],
    title: {
      nl: (n, about) => (n === 1 ? `je inschrijven voor ${about}` : `${n} studenten: inschrijven voor ${about}`),
      en: (n, about) => (n === 1 ? `enrol for ${about}` : `${n} students: enrol for ${about}`),
    },
    command: ({about, person}) => `ontrac enrolment moments ${person || 'STUDENT'} ${about}`,
  },
  {
    name: 'answer-offer',
    roles: ['student'],
    title: {
      nl: (n, about) =>
        `${some('aangeboden plaats', 'aangeboden plaatsen')(n)} in zitting ${about} aannemen of afslaan`,
      en: (n, about) => `answer ${some('offered seat', 'offered seats')(n)} in session ${about}`,
    },
    command: ({about, first}) => `ontrac enrolment accept ${first} ${about}`,
  },
  {
    name: 'place-students',
    roles: ['office'],
    title: {
      nl: (n, about) => `${some('aanmelding', 'aanmeldingen')(n)} in ${about} een plaats geven`,
      en: (n, about) => `place ${some('registration', 'registrations')(n)} in ${about}`,
    },
    command: ({about}) => `ontrac enrolment assign ${about}`,
  },
  {
    name: 'repair-certificate',
    roles: ['planner', 'office'],
    title: {
      nl: (n, about) =>
        `voor ${some('aanmelding', 'aanmeldingen')(n)} in ${about} ruimte maken: er past geen plaats meer`,
      en: (n, about) => `make room for ${some('registration', 'registrations')(n)} in ${about}: no seat fits any more`,
    },
    command: ({about}) => `ontrac plan certificate ${about}`,
  },
  {
    name: 'carry-over',
    roles: ['office'],
    title: {
      nl: (n, about) => `${some('aanmelding', 'aanmeldingen')(n)} zonder plaats meenemen uit ${about}`,
      en: (n, about) => `carry over ${some('registration', 'registrations')(n)} without a seat from ${about}`,
    },
    command: ({about}) => `ontrac registration carry-over ${about} NEXT`,
  },
  {
    name: 'finalise-sessions',
    roles: ['office'],
    title: {
      nl: (n, about) => `${some('zitting', 'zittingen')(n)} in ${about} definitief maken`,
      en: (n, about) => `finalise ${some('session', 'sessions')(n)} in ${about}`,
    },
    command: ({first}) => `ontrac session finalise ${first}`,
  },
  {
    name: 'close-report',
    roles: ['lead'],
    title: {
      nl: (_, about) => `het proces-verbaal van zitting ${about} afsluiten`,
      en: (_, about) => `close the report of session ${about}`,
    },
    command: ({about}) => `ontrac report close ${about}`,
  },
]
