import {texts} from '../letters/letter.ts'
import type {Sentences} from './reason-sentence.ts'

/** Why a step of a period's life cannot be taken, and what follows from it when it is, in the words of an exam office. */
export const PERIOD_REASONS = texts<Sentences>({
  nl: {
    'period.wrong-state':
      'De periode is daar niet aan toe. Kijk op de pagina van de periode wat nu de volgende stap is.',
    'period.no-registration-window': 'Er is nog geen termijn om aan te melden. Stel die eerst in.',
    'period.requests-undecided': ({value}) =>
      `${value('undecided')} aanmeldingen zijn nog niet beoordeeld. Laat de teams of het examenbureau die eerst beoordelen.`,
    'period.frozen-already': 'De vraag is al bevroren.',
    'period.nothing-to-publish':
      'Er zijn geen geplande zittingen om te publiceren. Maak eerst een plan en pas het toe.',
    'period.sessions-open': ({value}) =>
      `Deze zittingen zijn nog niet afgerond of vervallen: ${value('sessions')}. Laat het proces-verbaal ondertekenen.`,
    'period.results-open': ({value}) => `${value('results')} uitslagen zijn nog niet vastgesteld.`,
    'period.absences-open': ({value}) => `${value('absences')} absenties zijn nog niet beoordeeld.`,
    'period.cases-open': ({value}) => `Op deze zaken is nog niet beslist: ${value('cases')}.`,
    'period.registrations-open': ({value}) =>
      `${value('registrations')} aanmeldingen staan nog open. Neem ze mee naar een volgende periode.`,
    'period.no-archive': 'Sinds het afsluiten is er nog geen archief van deze periode gemaakt. Maak dat eerst.',
    'period.somebody-registered': 'Er is al iemand aangemeld; de periode blijft open.',
    'period.frozen-whole': 'De hele periode is daarna bevroren. Draai dat eerst terug.',
    'period.session-published': ({value}) =>
      `Zittingen die op deze vraag zijn gepland, zijn gepubliceerd (${value('sessions')}). De vraag blijft bevroren.`,
    'period.somebody-enrolled': ({value}) =>
      `In zitting ${value('session')} staat al iemand, of zij is al verder. Zij blijft gepubliceerd.`,
    'period.not-undoable': 'Dit kan niet worden teruggedraaid.',
    'period.not-done': 'Dit is nog niet gedaan, dus er valt niets terug te draaien.',
    'period.not-timed': 'Hiervoor staat niets klaar.',
    'period.done-already': 'Iemand anders deed dit zojuist al.',
    'period.step-whole': 'Deze stap geldt voor de hele periode, niet voor één examen.',
    'period.settled': 'Er wordt niets meer aangemeld, gepland of ingeschreven, en het archief kan worden gemaakt.',
    'period.archived-as': ({value}) =>
      `De periode wordt bewaard als archief ${value('bundle')}. Dit kan niet worden teruggedraaid.`,
    'period.counts-frozen': ({value}) =>
      `${value('registrations')} aanmeldingen worden vastgelegd als de vraag waarop je plant.`,
    'period.late-only': ({value}) =>
      `Daarna meldt alleen het examenbureau nog aan, met een reden, tot ${value('days')} dagen voor de eerste zitting.`,
    'period.registration': ({at}) => `Aanmelden kan van ${at('opensAt')} tot ${at('closesAt')}.`,
    'period.own-windows': ({value}) => `${value('exams')} examens hebben een eigen aanmeldtermijn.`,
    'period.sessions-published': ({value}) =>
      `${value('sessions')} zittingen met ${value('seats')} plaatsen worden gepubliceerd. Wie dienst heeft, krijgt bericht.`,
    'period.enrol-by-student': ({value}) =>
      `Studenten kunnen zichzelf inschrijven: ${value('registrations')} aanmeldingen.`,
    'period.enrol-by-teacher': ({value}) => `Docenten kunnen inschrijven: ${value('registrations')} aanmeldingen.`,
    'period.enrol-by-office': ({value}) => `Het examenbureau kan inschrijven: ${value('registrations')} aanmeldingen.`,
    'period.no-enrolment-window': 'Niemand kan zich nog inschrijven: er is nog geen inschrijftermijn.',
    'period.enrolment': ({at}) => `Inschrijven kan van ${at('opensAt')} tot ${at('closesAt')}.`,
    'period.exists': 'Er is al een periode met deze code.',
    'period.ends-before-start': 'De laatste dag ligt voor de eerste.',
    'period.taking-outside': 'Examens worden binnen de periode afgenomen. Kies een termijn daarbinnen.',
    'period.invalid-window': 'Een termijn heeft een eerste en een laatste dag, in die volgorde.',
    'period.no-window-given': 'Vul ten minste één termijn in.',
    'period.over': 'De periode is afgesloten; de termijnen blijven zoals ze zijn.',
    'period.closed': 'De periode is niet open.',
    'session.not-planned': ({value}) => `Zitting ${value('session')} is al gepubliceerd of verder.`,
    'session.no-place': ({value}) => `Zitting ${value('session')} heeft nog geen lokaal of adres.`,
    'session.no-exams': ({value}) => `Zitting ${value('session')} heeft nog geen examen.`,
    'session.no-seats': ({value}) => `Zitting ${value('session')} heeft geen plaatsen.`,
    'session.no-lead': ({value}) => `Zitting ${value('session')} heeft nog geen afnameleider.`,
    'time.invalid-day': 'Dit is geen dag. Schrijf hem als 2026-11-30.',
  },
  en: {
    'period.wrong-state': 'The period is not there yet. Its page shows what the next step is.',
    'period.no-registration-window': 'There is no window to register yet. Set it first.',
    'period.requests-undecided': ({value}) =>
      `${value('undecided')} registrations are undecided. Have the teams or the exam office decide on them first.`,
    'period.frozen-already': 'The demand is frozen already.',
    'period.nothing-to-publish': 'There are no planned sessions to publish. Make a plan first and apply it.',
    'period.sessions-open': ({value}) =>
      `These sessions are neither reported nor cancelled: ${value('sessions')}. Have their reports signed.`,
    'period.results-open': ({value}) => `${value('results')} results are not established.`,
    'period.absences-open': ({value}) => `${value('absences')} absences are not judged.`,
    'period.cases-open': ({value}) => `These cases are not decided: ${value('cases')}.`,
    'period.registrations-open': ({value}) =>
      `${value('registrations')} registrations are open still. Carry them over to another period.`,
    'period.no-archive': 'No archive of this period was made since it was closed. Make it first.',
    'period.somebody-registered': 'Somebody is registered; the period stays open.',
    'period.frozen-whole': 'The whole period was frozen after it. Take that back first.',
    'period.session-published': ({value}) =>
      `Sessions that were planned on this demand are published (${value('sessions')}). The demand stays frozen.`,
    'period.somebody-enrolled': ({value}) =>
      `Somebody is in session ${value('session')}, or it is further. It stays published.`,
    'period.not-undoable': 'This cannot be taken back.',
    'period.not-done': 'This was not done yet, so there is nothing to take back.',
    'period.not-timed': 'Nothing of the kind is timed.',
    'period.done-already': 'Somebody else did this just now.',
    'period.step-whole': 'This step is for the whole period, not for one exam.',
    'period.settled': 'Nothing is registered, planned or enrolled any more, and the archive can be made.',
    'period.archived-as': ({value}) => `The period is kept as archive ${value('bundle')}. This cannot be taken back.`,
    'period.counts-frozen': ({value}) => `${value('registrations')} registrations are kept as the demand to plan for.`,
    'period.late-only': ({value}) =>
      `After it only the exam office registers, with a reason, until ${value('days')} days before the first session.`,
    'period.registration': ({at}) => `Registering is possible from ${at('opensAt')} until ${at('closesAt')}.`,
    'period.own-windows': ({value}) => `${value('exams')} exams have a registration window of their own.`,
    'period.sessions-published': ({value}) =>
      `${value('sessions')} sessions with ${value('seats')} seats are published. Who is on duty is told.`,
    'period.enrol-by-student': ({value}) => `Students can enrol themselves: ${value('registrations')} registrations.`,
    'period.enrol-by-teacher': ({value}) => `Teachers can enrol: ${value('registrations')} registrations.`,
    'period.enrol-by-office': ({value}) => `The exam office can enrol: ${value('registrations')} registrations.`,
    'period.no-enrolment-window': 'Nobody can enrol yet: there is no enrolment window.',
    'period.enrolment': ({at}) => `Enrolling is possible from ${at('opensAt')} until ${at('closesAt')}.`,
    'period.exists': 'There is a period with this code already.',
    'period.ends-before-start': 'The last day is before the first.',
    'period.taking-outside': 'Exams are taken inside the period. Choose a window inside it.',
    'period.invalid-window': 'A window has a first and a last day, in that order.',
    'period.no-window-given': 'Fill in at least one window.',
    'period.over': 'The period is closed; its windows stay as they are.',
    'period.closed': 'The period is not open.',
    'session.not-planned': ({value}) => `Session ${value('session')} is published or further already.`,
    'session.no-place': ({value}) => `Session ${value('session')} has no room or address yet.`,
    'session.no-exams': ({value}) => `Session ${value('session')} has no exam yet.`,
    'session.no-seats': ({value}) => `Session ${value('session')} has no seats.`,
    'session.no-lead': ({value}) => `Session ${value('session')} has no lead yet.`,
    'time.invalid-day': 'This is not a day. Write it as 2026-11-30.',
  },
})
