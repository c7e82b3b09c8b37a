import type {ErrorKind, Reason} from '../errors.ts'
import {type Language, texts} from '../letters/letter.ts'
import {dayInWords, momentInWords} from '../letters/words.ts'
import type {Day, Instant} from '../time.ts'
import {DECISION_REASONS} from './decision-reasons.ts'
import {DUTY_REASONS} from './duty-reasons.ts'
import {PERIOD_REASONS} from './period-reasons.ts'
import type {Sentence, Sentences} from './reason-sentence.ts'
import {STUDENT_REASONS} from './student-reasons.ts'
import {TEAM_REASONS} from './team-reasons.ts'

/** Reasons that people at a page meet, by code, each with the next step; the rest is told by its kind. */
const REASONS = texts<Sentences>({
  nl: {
    'enrolment.full': 'Deze zitting zit vol. Kies een ander moment of ga op de wachtlijst.',
    'enrolment.others-wait': 'Voor deze zitting wachten anderen. Ga op de wachtlijst of kies een ander moment.',
    'enrolment.not-agreed': 'Je aanmelding wacht nog op akkoord van je team.',
    'enrolment.registration-closed': 'Deze aanmelding is niet meer open. Meld je opnieuw aan.',
    'enrolment.no-registration': 'Je bent voor dit examen niet aangemeld. Meld je eerst aan.',
    'enrolment.exists': 'Je bent voor dit examen al ingeschreven. Je kunt je inschrijving wel verplaatsen.',
    'enrolment.ended': 'Deze inschrijving bestaat niet meer. Kijk op je overzicht.',
    'enrolment.same-session': 'Je bent voor dit moment al ingeschreven.',
    'enrolment.not-published': 'Deze zitting staat nog niet open.',
    'enrolment.final': 'De lijsten van deze zitting liggen vast. Vraag het examenbureau.',
    'enrolment.session-over': 'Deze zitting is voorbij of gaat niet door.',
    'enrolment.session-begun': 'Deze zitting is al begonnen.',
    'enrolment.not-by-role': 'Voor dit examen kun je je niet zelf inschrijven. Vraag het examenbureau.',
    'enrolment.period-not-open': 'De examenperiode is niet open.',
    'enrolment.not-yet-open': ({at}) => `Inschrijven kan vanaf ${at('opensAt')}.`,
    'enrolment.closed': 'Inschrijven kan niet meer. Vraag het examenbureau.',
    'enrolment.too-late': ({on}) => `Wijzigen kon tot en met ${on('until')}. Vraag het examenbureau.`,
    'enrolment.student-ended': 'Je staat niet meer ingeschreven bij de school.',
    'enrolment.no-session': 'Deze zitting is er niet meer. Kies een ander moment.',
    'enrolment.exam-not-offered': 'Dit examen wordt in deze zitting niet afgenomen.',
    'enrolment.no-shared-seat':
      'Deze twee examens kunnen niet na elkaar op één plek. Kies voor één van beide een andere zitting.',
    'moment.clash': 'Je hebt op dat moment al iets anders.',
    'moment.too-long': 'Met je extra tijd past dit examen niet in deze zitting.',
    'moment.not-at-school': 'Op die dag ben je niet op school.',
    'moment.no-school-day': 'Op die dag ben je niet op school.',
    'moment.blocked': 'Op dat moment ben je volgens het rooster niet beschikbaar.',
    'moment.outside-window': 'Op dat moment mag dit examen niet worden afgenomen.',
    'moment.travel': 'Je hebt te weinig tijd om van je andere examen hierheen te komen.',
    'offer.expired': 'De tijd om te reageren is voorbij.',
    'offer.none': 'Er is geen plek meer voor je vastgehouden.',
    'waiting.already': 'Je staat al op de wachtlijst.',
    'waiting.none': 'Je staat niet op de wachtlijst.',
    'waiting.seat-free': 'Er is een plek vrij: schrijf je meteen in.',
    'sign-in.link-over': 'Deze link is al gebruikt of te oud. Vraag een nieuwe aan.',
    'sign-in.not-set-up': 'Je inlog is nog niet ingesteld. Vraag de beheerder om een uitnodiging.',
    'sign-in.wrong': 'Dat klopt niet. Probeer het nog eens of vraag een link per mail.',
    'sign-in.wrong-code': 'De code klopt niet of is al gebruikt. Wacht op de volgende.',
    'sign-in.wrong-pin': 'De pincode klopt niet, of de zitting is nu niet open.',
    'password.too-short': 'Kies een wachtwoord van minstens 12 tekens; een zin is makkelijk te onthouden.',
    'password.too-long': 'Kies een wachtwoord van hoogstens 200 tekens.',
    'password.guessable': 'Dit wachtwoord is makkelijk te raden. Kies woorden die niets over jou of de school zeggen.',
    'start.wrong-code': 'Deze code klopt niet. Kijk nog eens op je strook.',
    'start.not-released': 'Je examen is nog niet vrijgegeven. Wacht op de afnameleider en probeer het dan opnieuw.',
    'form.stale': 'Deze pagina stond te lang open. Probeer het nog eens.',
    'form.elsewhere': 'Dit verzoek kwam niet van een pagina van ontrac. Begin opnieuw vanaf je overzicht.',
    'session.busy': 'Het is nu erg druk. Er is niets gewijzigd; probeer het zo nog eens.',
    'store.busy': 'Het is nu erg druk. Er is niets gewijzigd; probeer het zo nog eens.',
    'request.too-many': 'Je gaat te snel. Wacht even en probeer het dan opnieuw.',
    'request.too-large': 'Dit is te groot om te versturen.',
    'page.not-found': 'Deze pagina bestaat niet, of niet meer.',
  },
  en: {
    'enrolment.full': 'This session is full. Choose another moment or join the waiting list.',
    'enrolment.others-wait': 'Others wait for this session. Join the waiting list or choose another moment.',
    'enrolment.not-agreed': 'Your registration still waits for your team to agree.',
    'enrolment.registration-closed': 'This registration is no longer open. Register again.',
    'enrolment.no-registration': 'You are not registered for this exam. Register first.',
    'enrolment.exists': 'You are enrolled for this exam already. You can move your enrolment.',
    'enrolment.ended': 'This enrolment does not exist any more. Look at your overview.',
    'enrolment.same-session': 'You are enrolled for this moment already.',
    'enrolment.not-published': 'This session is not open yet.',
    'enrolment.final': 'The lists of this session are fixed. Ask the exam office.',
    'enrolment.session-over': 'This session is over or does not take place.',
    'enrolment.session-begun': 'This session has begun.',
    'enrolment.not-by-role': 'You cannot enrol for this exam by yourself. Ask the exam office.',
    'enrolment.period-not-open': 'The exam period is not open.',
    'enrolment.not-yet-open': ({at}) => `You can enrol from ${at('opensAt')}.`,
    'enrolment.closed': 'Enrolment is closed. Ask the exam office.',
    'enrolment.too-late': ({on}) => `Changes were possible until ${on('until')}. Ask the exam office.`,
    'enrolment.student-ended': 'You are no longer enrolled at the school.',
    'enrolment.no-session': 'This session is gone. Choose another moment.',
    'enrolment.exam-not-offered': 'This exam is not taken in this session.',
    'enrolment.no-shared-seat':
      'These two exams cannot follow each other on one seat. Choose another session for one of them.',
    'moment.clash': 'You have something else at that moment.',
    'moment.too-long': 'With your extra time this exam does not fit in this session.',
    'moment.not-at-school': 'You are not at school on that day.',
    'moment.no-school-day': 'You are not at school on that day.',
    'moment.blocked': 'By the timetable you are not available at that moment.',
    'moment.outside-window': 'This exam may not be taken at that moment.',
    'moment.travel': 'You have too little time to come here from your other exam.',
    'offer.expired': 'The time to answer is over.',
    'offer.none': 'No seat is held for you any more.',
    'waiting.already': 'You are on the waiting list already.',
    'waiting.none': 'You are not on the waiting list.',
    'waiting.seat-free': 'A seat is free: enrol at once.',
    'sign-in.link-over': 'This link was used before or is too old. Ask for a new one.',
    'sign-in.not-set-up': 'Your sign-in is not set up yet. Ask the administrator for an invitation.',
    'sign-in.wrong': 'That is not right. Try again or let us mail you a link.',
    'sign-in.wrong-code': 'The code is not right or was used before. Wait for the next one.',
    'sign-in.wrong-pin': 'The PIN is not right, or the session is not open now.',
    'password.too-short': 'Choose a password of at least 12 characters; a sentence is easy to remember.',
    'password.too-long': 'Choose a password of at most 200 characters.',
    'password.guessable': 'This password is easily guessed. Choose words that say nothing about you or the school.',
    'start.wrong-code': 'This code is not right. Look at your slip again.',
    'start.not-released': 'Your exam is not released yet. Wait for the lead and try again.',
    'form.stale': 'This page was open for too long. Try again.',
    'form.elsewhere': 'This request did not come from a page of ontrac. Start again from your overview.',
    'session.busy': 'It is very busy now. Nothing was changed; try again in a moment.',
    'store.busy': 'It is very busy now. Nothing was changed; try again in a moment.',
    'request.too-many': 'You are going too fast. Wait a moment and try again.',
    'request.too-large': 'This is too large to send.',
    'page.not-found': 'This page does not exist, or not any more.',
  },
})

const BY_KIND = texts<Readonly<Record<ErrorKind | 'bug', string>>>({
  nl: {
    invalid: 'Er klopt iets niet in wat je invulde. Kijk het na en probeer het opnieuw.',
    'not-found': 'Dit is er niet, of niet voor jou.',
    refused: 'Dit kan nu niet. Vraag het examenbureau als je denkt dat het wel zou moeten kunnen.',
    forbidden: 'Dit mag je niet zien of doen.',
    unavailable: 'Dit lukt nu even niet. Probeer het zo nog eens.',
    bug: 'Er ging iets mis aan onze kant. Probeer het opnieuw; blijft het misgaan, noem dan het nummer hieronder.',
  },
  en: {
    invalid: 'Something is not right in what you filled in. Look at it and try again.',
    'not-found': 'This is not there, or not for you.',
    refused: 'This is not possible now. Ask the exam office if you think that it should be.',
    forbidden: 'You may not see or do this.',
    unavailable: 'This does not work just now. Try again in a moment.',
    bug: 'Something went wrong on our side. Try again; if it goes on, name the number below.',
  },
})

/** Who reads a reason: `staff` is told about students, who are told about themselves. */
export type ReasonReader = Readonly<{language: Language; zone: string; staff?: boolean}>

/** A reason in the reader's words; one without a text of its own is told by the kind of its refusal. */
export function reasonText(
  {code, details = {}}: Pick<Reason, 'code' | 'details'>,
  kind: ErrorKind | 'bug',
  reader: ReasonReader,
): string {
  const {language, zone} = reader
  const value = (name: string): string => {
    const told = details[name]
    if (Array.isArray(told)) return named(told)
    return typeof told === 'string' || typeof told === 'number' ? `${told}` : ''
  }
  const at = (name: string): string => momentInWords(value(name) as Instant, zone, language)
  const on = (name: string): string => dayInWords(value(name) as Day, language)
  const sentence = sentenceOf(code, reader)
  if (sentence === undefined) return BY_KIND[language][kind]
  return typeof sentence === 'string' ? sentence : sentence({at, on, value})
}

/** What is told of a code; undefined for one that no page should meet. */
export function sentenceOf(code: string, {language, staff = false}: Omit<ReasonReader, 'zone'>): Sentence | undefined {
  const own = staff ? staffSentence(code, language) : STUDENT_REASONS[language][code]
  return own ?? REASONS[language][code] ?? STUDENT_REASONS[language][code] ?? PERIOD_REASONS[language][code]
}

function staffSentence(code: string, language: Language): Sentence | undefined {
  return [TEAM_REASONS, DUTY_REASONS, DECISION_REASONS].map((reasons) => reasons[language][code]).find(Boolean)
}

/** More codes than these are counted and not named. */
const MOST_NAMED = 5

function named(codes: readonly unknown[]): string {
  const shown = codes.slice(0, MOST_NAMED).join(', ')
  return codes.length > MOST_NAMED ? `${shown} +${codes.length - MOST_NAMED}` : shown
}
