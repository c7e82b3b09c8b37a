/*
 * A planning problem and its plan as plain data. Everything is named by its index in a list; times are whole minutes since
 * one origin, start included and end excluded. Engines under this folder import nothing else (design §2).
 */

/** A stretch of time. */
export type Stretch = readonly [from: number, to: number]

/** A stretch of time at a location; -1 is a place of which nothing is known, from and to which travel costs nothing. */
export type Stay = Readonly<{from: number; to: number; location: number}>

export type ProblemRoom = Readonly<{
  code: string
  location: number
  /** Exam seats. */
  seats: number
  computers: number
  features: readonly string[]
  /** When it is taken or blocked. */
  busy: readonly Stretch[]
}>

/** A part of a working day in which sessions may lie; a session lies in one of them wholly. */
export type ProblemSlot = Readonly<{from: number; to: number; day: number}>

export type ProblemExam = Readonly<{
  code: string
  /** Needs a computer for each student. */
  computer: boolean
  /** What a room must have for it. */
  features: readonly string[]
  /** All take it at one start. */
  once: boolean
  /** Starts it already has elsewhere in the period; of an exam that is taken once, the only ones left. */
  starts: readonly number[]
  /** Exams with the same word may share a room; empty shares with none. */
  shareRoom: string
  /** Of those, exams with the same word may follow each other on one seat; empty follows none. */
  shareSeat: string
  /** A session with it lies wholly in one of these. */
  windows: readonly Stretch[]
}>

export type ProblemStudent = Readonly<{
  code: string
  /** When he is at school and not blocked. */
  free: readonly Stretch[]
  /** Where he is already: seats and places that are fixed. */
  stays: readonly Stay[]
}>

/** One student who needs one exam. */
export type Demand = Readonly<{
  /** The registration. */
  key: string
  student: number
  exam: number
  /** His own duration, extra time included. */
  minutes: number
  /** What the room must have for him. */
  features: readonly string[]
  /** Where he would rather sit; -1 is anywhere. */
  location: number
}>

/** A session that stays as it is and has seats left. */
export type FixedSession = Readonly<{
  key: string
  code: string
  location: number
  from: number
  to: number
  exams: readonly number[]
  /** Students who can be added. */
  seats: number
  /** Of those, how many at a computer. */
  computers: number
  features: readonly string[]
}>

export type ProblemStaff = Readonly<{
  code: string
  leads: boolean
  invigilates: boolean
  free: readonly Stretch[]
  stays: readonly Stay[]
}>

/** All that a plan depends on; the same problem and seed give the same plan. */
export type Problem = Readonly<{
  rooms: readonly ProblemRoom[]
  slots: readonly ProblemSlot[]
  exams: readonly ProblemExam[]
  students: readonly ProblemStudent[]
  demands: readonly Demand[]
  fixed: readonly FixedSession[]
  staff: readonly ProblemStaff[]
  /** Minutes of travel by location and location. */
  travel: readonly (readonly number[])[]
  /** Minutes between two exams on one seat. */
  between: number
  /** Minutes that a room rests between two sessions of the plan. */
  turnaround: number
  /** One invigilator for every so many students of a session, beside the lead. */
  invigilatorsPer: number
  /** Whether sessions may be opened; otherwise only seats that are left are given out. */
  opens: boolean
  /** Cost of one unit of each weighed term, by its name. */
  weights: Readonly<Record<string, number>>
}>

/** A session that a plan opens. */
export type OpenedSession = Readonly<{
  room: number
  from: number
  to: number
  exams: readonly number[]
  /** Index in {@link Problem.staff}; -1 is nobody. */
  lead: number
  invigilators: readonly number[]
}>

/**
 * Who sits where. `seatOf` has for each demand the index of its session: first the fixed ones in order, then the opened
 * ones; -1 is nowhere. A student who is in a session for several exams holds one seat and takes them in order of exam.
 */
export type PlanDraft = Readonly<{opened: readonly OpenedSession[]; seatOf: readonly number[]}>

/** How far a search is: the best plan until now, always one that holds. */
export type PlanProgress = Readonly<{
  round: number
  rounds: number
  unplaced: number
  sessions: number
  /** Moves that were proposed until now. */
  proposals: number
  plan: PlanDraft
}>
