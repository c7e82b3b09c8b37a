/** Whole minutes since the first day of a problem began, from–to; the end is not part of it. */
export type OralStretch = readonly [from: number, to: number]

/** Half a day in which examiners hear students without a lunch in between. */
export type OralPart = Readonly<{
  day: number
  from: number
  to: number
  /** Rooms that are free for all of it: no more panels than this sit at one time. */
  rooms: number
}>

/** One examiner or two who hear a student together; in one part an examiner sits in one panel. */
export type OralPanel = Readonly<{examiners: readonly number[]}>

/** What must be heard: one student, or two who are heard together. */
export type Oral = Readonly<{
  key: string
  students: readonly number[]
  /** With extra time and changeover; a multiple of the grid. */
  minutes: number
  /** The student comes this long before the start; a multiple of the grid. */
  preparation: number
  /** Panels that may hear it. */
  panels: readonly number[]
}>

/** Prices in one unit; the first two are what keeps orals placed and allowed. */
export type OralWeights = Readonly<{
  /** An oral without a place. */
  unplaced: number
  /** An examiner called in for half a day. */
  opening: number
  /** A minute that a panel waits between two students, beyond its breaks. */
  idle: number
  /** A minute that a student waits between two orals of one day, beyond the rest he needs. */
  waiting: number
  /** A further day on which a student comes. */
  split: number
}>

/** Students, panels, rooms and half-days; all numbers point into these lists and all times are multiples of `grid`. */
export type OralProblem = Readonly<{
  grid: number
  parts: readonly OralPart[]
  /** When each examiner can work, in order and apart from each other. */
  examiners: readonly Readonly<{code: string; free: readonly OralStretch[]}>[]
  panels: readonly OralPanel[]
  students: readonly Readonly<{code: string; free: readonly OralStretch[]}>[]
  orals: readonly Oral[]
  rooms: readonly Readonly<{code: string; free: readonly OralStretch[]}>[]
  /** After so many orals in a row a panel has a break of `breakMinutes`. */
  series: number
  breakMinutes: number
  /** Minutes between the end of a student's oral and the moment he comes for the next. */
  rest: number
  weights: OralWeights
}>

/** Where an oral is heard; null has no place. */
export type OralPlace = Readonly<{part: number; panel: number; start: number; room: number}>
export type OralPlan = Readonly<{places: readonly (OralPlace | null)[]}>

/** What a plan costs, by term, in the unit of the weights. */
export type OralCost = Readonly<{
  total: number
  unplaced: number
  opening: number
  idle: number
  waiting: number
  split: number
}>

/** How far the search is; `plan` is the best until now and stands on its own. */
export type OralProgress = Readonly<{
  proposals: number
  of: number
  cost: OralCost
  plan: OralPlan
}>

/** Prices as measured plans use them: half a day of an examiner is worth 100 minutes of his idling and 300 of a student's. */
export const ORAL_WEIGHTS: OralWeights = {unplaced: 100_000, opening: 300, idle: 3, waiting: 1, split: 120}
