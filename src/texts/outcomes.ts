import {type Language, texts} from '../letters/letter.ts'
import type {ResitRequest} from '../results/model.ts'
import type {ResultState} from '../results/result-state.ts'

type Words = Readonly<Record<string, string>>

const OUTCOMES = texts<
  Readonly<{
    attendance: Words
    states: Readonly<Record<ResultState, string>>
    resits: Readonly<Record<ResitRequest['state'], string>>
    scores: Words
    passed: string
    failed: string
  }>
>({
  nl: {
    attendance: {
      notKnown: 'niet bekend',
      notPresent: 'afwezig',
      notStarted: 'niet begonnen',
      notFinished: 'niet afgemaakt',
      present: 'aanwezig',
    },
    states: {
      awaited: 'nog geen resultaat',
      received: 'alleen aanwezigheid bekend',
      blocked: 'wacht op iets anders',
      ready: 'nog niet vastgesteld',
      established: 'vastgesteld',
      published: 'bekendgemaakt',
      settled: 'krijgt geen resultaat',
    },
    resits: {
      asked: 'aangevraagd',
      granted: 'toegekend',
      refused: 'afgewezen',
      'waits-for-sis': 'toegekend, wacht op de studentenadministratie',
      withdrawn: 'ingetrokken',
    },
    scores: {
      passed: 'behaald',
      failed: 'niet behaald',
      insufficient: 'onvoldoende',
      satisfactory: 'voldoende',
      good: 'goed',
    },
    passed: 'geslaagd',
    failed: 'niet geslaagd',
  },
  en: {
    attendance: {
      notKnown: 'not known',
      notPresent: 'absent',
      notStarted: 'not started',
      notFinished: 'not finished',
      present: 'present',
    },
    states: {
      awaited: 'no result yet',
      received: 'attendance known only',
      blocked: 'waits for something else',
      ready: 'not established yet',
      established: 'established',
      published: 'published',
      settled: 'gets no result',
    },
    resits: {
      asked: 'asked for',
      granted: 'granted',
      refused: 'refused',
      'waits-for-sis': 'granted, waits for the student administration',
      withdrawn: 'taken back',
    },
    scores: {
      passed: 'passed',
      failed: 'failed',
      insufficient: 'insufficient',
      satisfactory: 'satisfactory',
      good: 'good',
    },
    passed: 'passed',
    failed: 'not passed',
  },
})

/** Whether somebody was there, in words. */
export function attendanceWords(attendance: string, language: Language): string {
  return OUTCOMES[language].attendance[attendance] ?? attendance
}

/** How far a result is, in words. */
export function resultStateWords(state: ResultState, language: Language): string {
  return OUTCOMES[language].states[state]
}

/** How far a request for a resit is, in words. */
export function resitStateWords(state: ResitRequest['state'], language: Language): string {
  return OUTCOMES[language].resits[state]
}

/** A score as people read it: `7,5`, `voldoende`; letters and levels as they are. */
export function scoreWords(score: string, language: Language): string {
  const word = OUTCOMES[language].scores[score]
  if (word !== undefined) return word
  return language === 'nl' && /^\d+\.\d+$/.test(score) ? score.replace('.', ',') : score
}

/** Whether it was enough. */
export function passedWords(passed: boolean, language: Language): string {
  return passed ? OUTCOMES[language].passed : OUTCOMES[language].failed
}
