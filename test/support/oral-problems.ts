import {randomFrom} from '../../src/planning/engine/random.ts'
import {
  type Oral,
  type OralPart,
  type OralProblem,
  type OralStretch,
  ORAL_WEIGHTS,
} from '../../src/planning/engine/orals/oral-problem.ts'

export type OralSize = Readonly<{students: number; examiners: number; days: number; seed: number}>

/** Minutes of each half-day: 09:00–12:00 and 13:00–16:00. */
const HALF_DAY = 180
const STARTS = [540, 780]
/** Exams by number: their minutes, and those of preparation; an even one and the next are of one kind. */
const EXAMS = [
  {minutes: 15, preparation: 0},
  {minutes: 15, preparation: 0},
  {minutes: 15, preparation: 15},
  {minutes: 15, preparation: 15},
  {minutes: 20, preparation: 0},
  {minutes: 20, preparation: 0},
  {minutes: 30, preparation: 0},
  {minutes: 30, preparation: 0},
]

/** Orals whose best plan is known, since it was made first and then hidden: full half-days, nobody waits. `optimum` is its cost, proven by counting. */
export function plantedOrals({
  students: wanted,
  examiners: count,
  days,
  seed,
}: OralSize): Readonly<{problem: OralProblem; optimum: number}> {
  const random = randomFrom(seed * 7919 + 13)
  const pick = (n: number): number => Math.floor(random() * n)
  const parts = partsOf(days, count)
  const competent = Array.from({length: count}, () => EXAMS.map(() => random() < 0.55))
  const planted: {exams: {exam: number}[]; part: number}[] = []
  const sits = Array.from({length: count}, () => parts.map(() => false))
  let openings = 0
  for (let turn = 0; planted.length < wanted; turn++) {
    // Two examiners who are free hear each other's students by turns for all of a half-day.
    const part = turn % parts.length
    const free = sits.flatMap((own, examiner) => (own[part] ? [] : [examiner]))
    if (free.length < 2) continue
    const [p, q] = [free.splice(pick(free.length), 1)[0]!, free.splice(pick(free.length), 1)[0]!]
    const kind = pick(EXAMS.length / 2) * 2
    sits[p]![part] = true
    sits[q]![part] = true
    openings += 2
    const [a, b] = random() < 0.5 ? [kind, kind + 1] : [kind + 1, kind]
    competent[p]![a] = true
    competent[q]![b] = true
    const {minutes} = EXAMS[kind]!
    const blocks = HALF_DAY / minutes
    for (let i = 0; i < blocks - (blocks % 2); i++) planted.push({exams: [{exam: a}, {exam: b}], part})
    if (blocks % 2 === 1) planted.push({exams: [{exam: a}], part}, {exams: [{exam: b}], part})
  }
  // Who comes last in the last half-days may stay away as long as no half-day can be spared: then counting still proves the optimum.
  let spare = 0
  const ticksOf = ({exams}: (typeof planted)[number]): number =>
    exams.reduce((sum, {exam}) => sum + EXAMS[exam]!.minutes, 0)
  while (planted.length > wanted && spare + ticksOf(planted.at(-1)!) < HALF_DAY) spare += ticksOf(planted.pop()!)
  const orals: Oral[] = []
  const students = planted.map(({exams, part}, s) => {
    for (const {exam} of exams) orals.push(oralOf(s, exam, competent))
    return {
      code: `${s}`,
      free: availability(parts, (h) => h === part || random() < 0.35, EXAMS[exams[0]!.exam]!.preparation),
    }
  })
  const examiners = sits.map((own, e) => ({
    code: `E${e}`,
    free: availability(parts, (h) => own[h] === true || random() < 0.6, 0),
  }))
  return {problem: problemOf(parts, examiners, students, orals), optimum: openings * ORAL_WEIGHTS.opening}
}

/** Orals at random: one to three a student, people there by blocks of half-days. Nothing says what is best. */
export function randomOrals({students: count, examiners: staff, days, seed}: OralSize): OralProblem {
  const random = randomFrom(seed * 104_729 + 7)
  const pick = (n: number): number => Math.floor(random() * n)
  const parts = partsOf(days, staff)
  const competent = Array.from({length: staff}, (_, e) =>
    EXAMS.map((__, exam) => exam === e % EXAMS.length || random() < 0.5),
  )
  const orals: Oral[] = []
  const students = Array.from({length: count}, (_, s) => {
    const many = random() < 0.3 ? 1 : random() < 0.8 ? 2 : 3
    const exams = new Set<number>()
    while (exams.size < many) exams.add(pick(EXAMS.length))
    for (const exam of exams) orals.push(oralOf(s, exam, competent))
    const away = pick(days)
    return {code: `${s}`, free: availability(parts, (h) => parts[h]!.day !== away || random() < 0.3, 15)}
  })
  const examiners = competent.map((_, e) => ({code: `E${e}`, free: availability(parts, () => random() < 0.75, 0)}))
  return problemOf(parts, examiners, students, orals)
}

function partsOf(days: number, rooms: number): OralPart[] {
  return Array.from({length: days * 2}, (_, h) => {
    const from = Math.floor(h / 2) * 1440 + STARTS[h % 2]!
    return {day: Math.floor(h / 2), from, to: from + HALF_DAY, rooms}
  })
}

function oralOf(student: number, exam: number, competent: readonly (readonly boolean[])[]): Oral {
  const panels = competent.flatMap((own, panel) => (own[exam] ? [panel] : []))
  return {key: `${student}-${exam}`, students: [student], ...EXAMS[exam]!, panels}
}

function availability(parts: readonly OralPart[], there: (part: number) => boolean, before: number): OralStretch[] {
  return parts.flatMap(({from, to}, part): OralStretch[] => (there(part) ? [[from - before, to]] : []))
}

function problemOf(
  parts: readonly OralPart[],
  examiners: OralProblem['examiners'],
  students: OralProblem['students'],
  orals: readonly Oral[],
): OralProblem {
  return {
    grid: 5,
    parts,
    examiners,
    panels: examiners.map((_, e) => ({examiners: [e]})),
    students,
    orals,
    rooms: examiners.map((_, r) => ({code: `R${r}`, free: [[0, parts.length * 1440]]})),
    series: 99,
    breakMinutes: 0,
    rest: 0,
    weights: ORAL_WEIGHTS,
  }
}
