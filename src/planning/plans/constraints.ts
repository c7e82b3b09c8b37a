import {ExamError} from '../../errors.ts'

/** A rule that a plan must keep, or a thing that a plan should have little of. */
export type Constraint = Readonly<{
  name: string
  /** Hard ones have no price; of weighed ones this is what one unit costs unless the school says otherwise. */
  weight: 'hard' | number
  /** What is counted. */
  unit: string
  nl: string
  en: string
}>

/** Every constraint and cost term of cluster planning, in one table: a new one is an entry here, its check and its test. */
export const CONSTRAINTS = [
  {
    name: 'known',
    weight: 'hard',
    unit: 'seat',
    nl: 'Een plan noemt alleen lokalen, examens en mensen die er zijn.',
    en: 'A plan names only rooms, exams and people that exist.',
  },
  {
    name: 'offered',
    weight: 'hard',
    unit: 'seat',
    nl: 'Een student zit in een zitting waarin zijn examen wordt afgenomen.',
    en: 'A student sits where his exam is offered.',
  },
  {
    name: 'student-clash',
    weight: 'hard',
    unit: 'student',
    nl: 'Niemand zit op twee plaatsen tegelijk.',
    en: 'Nobody sits at two places at once.',
  },
  {
    name: 'travel',
    weight: 'hard',
    unit: 'student',
    nl: 'Tussen twee locaties is er tijd om te reizen.',
    en: 'There is time to travel between two locations.',
  },
  {
    name: 'student-free',
    weight: 'hard',
    unit: 'student',
    nl: 'Een student heeft een examen op een schooldag, als hij niet verhinderd is.',
    en: 'A student has an exam on a school day on which he is not blocked.',
  },
  {
    name: 'window',
    weight: 'hard',
    unit: 'session',
    nl: 'Een examen valt binnen zijn afnameperiode, een centraal examen binnen het landelijke tijdvak.',
    en: 'An exam lies within its taking window, a central exam within the national one.',
  },
  {
    name: 'slot',
    weight: 'hard',
    unit: 'session',
    nl: 'Een zitting valt binnen één dagdeel.',
    en: 'A session lies within one day part.',
  },
  {
    name: 'once',
    weight: 'hard',
    unit: 'exam',
    nl: 'Een examen met één moment begint overal tegelijk.',
    en: 'An exam with one moment starts everywhere at once.',
  },
  {
    name: 'room-clash',
    weight: 'hard',
    unit: 'session',
    nl: 'Een lokaal is vrij, met tijd om het klaar te zetten.',
    en: 'A room is free, with time to set it up.',
  },
  {
    name: 'seats',
    weight: 'hard',
    unit: 'session',
    nl: 'Er zitten niet meer studenten dan er examenplaatsen zijn.',
    en: 'No more students sit than there are exam seats.',
  },
  {
    name: 'computers',
    weight: 'hard',
    unit: 'session',
    nl: 'Er zijn genoeg computers voor een digitaal examen.',
    en: 'There are computers enough for a digital exam.',
  },
  {
    name: 'features',
    weight: 'hard',
    unit: 'student',
    nl: 'Het lokaal heeft wat het examen en de student nodig hebben.',
    en: 'The room has what the exam and the student need.',
  },
  {
    name: 'sharing',
    weight: 'hard',
    unit: 'session',
    nl: 'Examens delen een lokaal alleen waar dat mag.',
    en: 'Exams share a room only where they may.',
  },
  {
    name: 'seat-sharing',
    weight: 'hard',
    unit: 'student',
    nl: 'Een student doet meer examens op één plaats alleen waar dat mag.',
    en: 'A student takes several exams on one seat only where they may follow each other.',
  },
  {
    name: 'duration',
    weight: 'hard',
    unit: 'student',
    nl: 'De zitting duurt lang genoeg, ook met extra tijd.',
    en: 'The session lasts long enough, extra time included.',
  },
  {
    name: 'staff-clash',
    weight: 'hard',
    unit: 'employee',
    nl: 'Niemand houdt op twee plaatsen tegelijk toezicht.',
    en: 'Nobody supervises at two places at once.',
  },
  {
    name: 'staff-free',
    weight: 'hard',
    unit: 'employee',
    nl: 'Wie toezicht houdt, is er dan en mag dat.',
    en: 'Who supervises is there then, and may.',
  },
  {
    name: 'unplaced',
    weight: 10_000,
    unit: 'registration',
    nl: 'aanmelding zonder plaats',
    en: 'registration without a place',
  },
  {name: 'no-lead', weight: 300, unit: 'session', nl: 'zitting zonder afnameleider', en: 'session without a lead'},
  {name: 'sessions', weight: 100, unit: 'session', nl: 'zitting', en: 'session opened'},
  {name: 'no-invigilator', weight: 50, unit: 'invigilator', nl: 'surveillant te weinig', en: 'invigilator too few'},
  {
    name: 'other-location',
    weight: 20,
    unit: 'student',
    nl: 'student niet op zijn eigen locatie',
    en: 'student away from his own location',
  },
  {
    name: 'same-day',
    weight: 5,
    unit: 'pair',
    nl: 'twee zittingen van één student op één dag',
    en: 'two sessions of one student on one day',
  },
  {
    name: 'back-to-back',
    weight: 5,
    unit: 'pair',
    nl: 'twee zittingen van één student met minder dan anderhalf uur ertussen',
    en: 'two sessions of one student with less than an hour and a half between them',
  },
  {
    name: 'full-day',
    weight: 20,
    unit: 'session',
    nl: 'zitting van één student boven twee op een dag',
    en: 'session of one student beyond two on a day',
  },
  {
    name: 'next-day',
    weight: 0,
    unit: 'pair',
    nl: 'twee dagen achter elkaar met een zitting van één student',
    en: 'two days in a row with a session of one student',
  },
  {
    name: 'late-large',
    weight: 10,
    unit: 'session',
    nl: 'zitting van een groot examen in het laatste derde van de dagdelen',
    en: 'session of a large exam in the last third of the day parts',
  },
  {
    name: 'split-exam',
    weight: 2,
    unit: 'room',
    nl: 'verder lokaal voor één examen op één moment',
    en: 'further room for one exam at one moment',
  },
  {name: 'rooms', weight: 1, unit: 'room', nl: 'lokaal op een dag in gebruik', en: 'room in use on a day'},
  {name: 'supervision', weight: 2, unit: 'hour', nl: 'uur toezicht', en: 'hour of supervision'},
  {
    name: 'uneven',
    weight: 1,
    unit: 'hour',
    nl: 'uur werk boven het gemiddelde van wie toezicht houdt',
    en: 'hour of work above the mean of those who supervise',
  },
  {name: 'empty-seats', weight: 1, unit: 'seat', nl: 'lege plaats', en: 'empty seat'},
] as const satisfies readonly Constraint[]

export type ConstraintName = (typeof CONSTRAINTS)[number]['name']
type Weighed = Extract<(typeof CONSTRAINTS)[number], {weight: number}>
export type CostName = Weighed['name']
export type HardName = Exclude<ConstraintName, CostName>

/** What one unit of each weighed term costs. */
export const WEIGHTS: Readonly<Record<CostName, number>> = Object.fromEntries(
  CONSTRAINTS.flatMap(({name, weight}) => (weight === 'hard' ? [] : [[name, weight]])),
) as Record<CostName, number>

const NAMES = CONSTRAINTS.flatMap(({name, weight}) => (weight === 'hard' ? [] : [name]))

/**
 * What one unit of each term costs at a school, which sets its own as `same-day:10`.
 *
 * @throws ExamError `plan.unknown-term`
 */
export function weightsOf(own: readonly string[]): Readonly<Record<CostName, number>> {
  const pairs = own.map((each) => [each.slice(0, each.lastIndexOf(':')), Number(each.slice(each.lastIndexOf(':') + 1))])
  const unknown = pairs.find(([name]) => !NAMES.some((known) => known === name))
  if (unknown) {
    const message = `A plan has no term ${unknown[0]}. The terms are: ${NAMES.join(', ')}. Set them with: ontrac institution configure planWeights=same-day:10`
    throw new ExamError('invalid', 'plan.unknown-term', message, {term: `${unknown[0]}`})
  }
  return {...WEIGHTS, ...Object.fromEntries(pairs)}
}
