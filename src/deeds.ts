/** Who somebody is for the system; what each may do stands in {@link DEEDS} and {@link VIEWS} (design §4). */
export const ROLES = [
  'student',
  'teacher',
  'planner',
  'office',
  'invigilator',
  'lead',
  'assessor',
  'functionary',
  'board',
  'admin',
  'inspector',
  'system',
] as const
export type Role = (typeof ROLES)[number]

/** Which objects a role is given for: none named means all. */
export type RoleScope = Readonly<{
  locationIds?: readonly string[]
  examIds?: readonly string[]
  boardIds?: readonly string[]
  /** What an inspector may read; nothing where none is named. */
  periodIds?: readonly string[]
}>

/**
 * Whose objects a deed or view may touch:
 * all · own (a student: himself; a teacher: his groups; an invigilator, lead or assessor: his sessions; a board member:
 * his board's programmes and exams; a functionary: his mandate). Rules about one object stand in the use case.
 */
export type Reach = 'all' | 'own'

type Table = Readonly<Record<string, Partial<Readonly<Record<Role, Reach>>>>>

const OFFICE = {office: 'all'} as const
const SYSTEM = {system: 'all'} as const
const ADMIN_OFFICE = {admin: 'all', office: 'all'} as const
const TIMED_OFFICE = {office: 'all', system: 'all'} as const
const SESSION_STAFF = {office: 'all', lead: 'own', invigilator: 'own'} as const
const SESSION_LEAD = {office: 'all', lead: 'own'} as const
const PLANNERS = {office: 'all', planner: 'own'} as const

/** Whose tasks can fall to a deputy: each names his own. */
const DEPUTISED = {
  ...ADMIN_OFFICE,
  teacher: 'own',
  planner: 'own',
  invigilator: 'own',
  lead: 'own',
  assessor: 'own',
  functionary: 'own',
  board: 'own',
} as const

/** What everybody does for himself. */
const EVERYBODY = {...DEPUTISED, student: 'own', office: 'own', admin: 'own', inspector: 'own'} as const

/** Everything that changes data, and who may do it (design rule 3). A use case names its deed when it writes. */
export const DEEDS = {
  'institution.create': {admin: 'all'},
  'institution.configure': {admin: 'all'},
  'user.map': {admin: 'all'},
  'user.grant-role': {admin: 'all'},
  'user.end-role': {admin: 'all'},
  'deputy.name': DEPUTISED,
  'deputy.end': DEPUTISED,
  'task.mail': TIMED_OFFICE,
  'user.invite': {admin: 'all', system: 'all'},
  'user.reset': {admin: 'all'},
  'user.end-session': {admin: 'all'},
  'token.create': {admin: 'all'},
  'token.revoke': {admin: 'all'},
  'sign-in.ask': SYSTEM,
  'sign-in.begin': SYSTEM,
  'sign-in.prove': SYSTEM,
  'sign-in.set-up': SYSTEM,
  'sign-in.end': SYSTEM,
  'calendar.link': EVERYBODY,
  'calendar.end-link': EVERYBODY,
  'duty-pass.give': {...PLANNERS, lead: 'own'},
  'slip.make': SESSION_LEAD,
  'board.create': {admin: 'all'},
  'board.change': {admin: 'all'},
  'mandate.give': {board: 'own'},
  'mandate.revoke': {board: 'own'},
  'import.plan': {...ADMIN_OFFICE, teacher: 'own', system: 'all'},
  'import.apply': {...ADMIN_OFFICE, teacher: 'own', system: 'all'},
  'import.undo': ADMIN_OFFICE,
  'import.forget': TIMED_OFFICE,
  'import.save-profile': ADMIN_OFFICE,
  'student.add': OFFICE,
  'student.change': OFFICE,
  'student.end': OFFICE,
  'student.merge': OFFICE,
  'staff.add': ADMIN_OFFICE,
  'staff.change': ADMIN_OFFICE,
  'staff.end': ADMIN_OFFICE,
  'programme.add': OFFICE,
  'programme.end': OFFICE,
  'group.add': OFFICE,
  'group.change': OFFICE,
  'group.end': OFFICE,
  'room.add': OFFICE,
  'room.change': OFFICE,
  'room.end': OFFICE,
  'room.block': {...OFFICE, planner: 'own'},
  'room.reserve': {...OFFICE, planner: 'own', teacher: 'own'},
  'room.release': {...OFFICE, planner: 'own', teacher: 'own'},
  'exam.add': OFFICE,
  'exam.change': OFFICE,
  'exam.end': OFFICE,
  'exemption.grant': {board: 'own'},
  'exemption.end': {board: 'own'},
  'period.create': OFFICE,
  'period.change': OFFICE,
  'period.advance': TIMED_OFFICE,
  'period.undo': OFFICE,
  'period.schedule': OFFICE,
  'registration.add': {...TIMED_OFFICE, student: 'own', teacher: 'own'},
  'registration.decide': {teacher: 'own', office: 'all'},
  'registration.withdraw': {...TIMED_OFFICE, student: 'own', teacher: 'own'},
  'registration.carry-over': TIMED_OFFICE,
  'registration.send-statement': {teacher: 'own', office: 'all'},
  'demand.freeze': TIMED_OFFICE,
  'demand.undo-freeze': OFFICE,
  'session.create': {...PLANNERS, teacher: 'own'},
  'session.change': {...PLANNERS, teacher: 'own'},
  'session.cancel': {...PLANNERS, teacher: 'own'},
  'session.publish': {...PLANNERS, teacher: 'own'},
  'session.assign-duty': PLANNERS,
  'session.finalise': TIMED_OFFICE,
  'plan.make': PLANNERS,
  'plan.apply': PLANNERS,
  'plan.undo': PLANNERS,
  'plan.certify': TIMED_OFFICE,
  'oral.plan': PLANNERS,
  'oral.make-times': {...PLANNERS, teacher: 'own'},
  'rota.make': PLANNERS,
  'rota.apply': PLANNERS,
  'rota.swap': PLANNERS,
  'seating.make': PLANNERS,
  'enrolment.add': {...TIMED_OFFICE, student: 'own', teacher: 'own'},
  'enrolment.cancel': {...TIMED_OFFICE, student: 'own', teacher: 'own'},
  'enrolment.move': {...OFFICE, student: 'own', teacher: 'own'},
  'enrolment.assign': TIMED_OFFICE,
  'enrolment.undo': OFFICE,
  'waiting.join': {...OFFICE, student: 'own', teacher: 'own'},
  'waiting.leave': {...OFFICE, student: 'own', teacher: 'own'},
  'offer.make': TIMED_OFFICE,
  'offer.accept': {...OFFICE, student: 'own', teacher: 'own'},
  'offer.expire': TIMED_OFFICE,
  'reminder.queue': TIMED_OFFICE,
  'report.open': SESSION_STAFF,
  'report.record': SESSION_STAFF,
  'report.control': SESSION_LEAD,
  'report.sign': SESSION_LEAD,
  'report.addendum': SESSION_LEAD,
  'absence.report': {...OFFICE, student: 'own', teacher: 'own', lead: 'own', invigilator: 'own'},
  'absence.judge': {functionary: 'own', board: 'own'},
  'case.open': SESSION_STAFF,
  'case.triage': {functionary: 'own', board: 'own'},
  'case.hear': {functionary: 'own', board: 'own', office: 'all'},
  'case.decide': {functionary: 'own', board: 'own'},
  'case.withdraw': {functionary: 'own', board: 'own'},
  'assessment.record': {assessor: 'own'},
  'assessment.sign': {assessor: 'own'},
  'result.record': {...TIMED_OFFICE, teacher: 'own', assessor: 'own'},
  'result.establish': {functionary: 'own', board: 'own'},
  'result.publish': {functionary: 'own', board: 'own'},
  'result.undo-publication': {functionary: 'own', board: 'own'},
  'result.reopen': {board: 'own'},
  'result.open': {student: 'own'},
  'result.export': TIMED_OFFICE,
  'resit.request': {student: 'own', teacher: 'own', office: 'all'},
  'resit.decide': {board: 'own', system: 'all'},
  'resit.withdraw': {student: 'own', teacher: 'own', office: 'all'},
  'dossier.inspect': {inspector: 'own'},
  'archive.build': TIMED_OFFICE,
  'archive.hold': {office: 'all', board: 'own'},
  'audit.seal': {admin: 'all', office: 'all', system: 'all'},
  'mail.resend': ADMIN_OFFICE,
  'mail.send': {admin: 'all', office: 'all', system: 'all'},
  'party.add': {admin: 'all'},
  'party.change': {admin: 'all'},
  'party.end': {admin: 'all'},
  'client.add': {admin: 'all'},
  'client.end': {admin: 'all'},
  'client.sign-in': {system: 'all'},
  'exchange.take': {...ADMIN_OFFICE, system: 'all'},
  'exchange.queue': {...ADMIN_OFFICE, system: 'all'},
  'exchange.send': {...ADMIN_OFFICE, system: 'all'},
  'exchange.settle': ADMIN_OFFICE,
  'secret.rotate': {admin: 'all'},
  'tick.run': {admin: 'all', office: 'all', system: 'all'},
  'run.resume': {...ADMIN_OFFICE, system: 'all'},
} as const satisfies Table
export type Deed = keyof typeof DEEDS

const STAFF_VIEW = {
  office: 'all',
  planner: 'all',
  admin: 'all',
  functionary: 'all',
  board: 'all',
  system: 'all',
} as const
/** What tells of students: a board and its functionary see those they answer for, as long as their term lasts. */
const STUDENT_VIEW = {...STAFF_VIEW, functionary: 'own', board: 'own'} as const
const OWN_VIEW = {...STUDENT_VIEW, student: 'own', teacher: 'own'} as const
const DAY_VIEW = {...STUDENT_VIEW, teacher: 'own', lead: 'own', invigilator: 'own', assessor: 'own'} as const

/** Everything that can be read, and by whom (design rule 3). */
export const VIEWS = {
  'catalogue.read': {...STAFF_VIEW, student: 'all', teacher: 'all', lead: 'all', invigilator: 'all', assessor: 'all'},
  'people.read': {...OWN_VIEW, lead: 'own', invigilator: 'own', assessor: 'own'},
  'registration.read': OWN_VIEW,
  'demand.read': {...STAFF_VIEW, teacher: 'all'},
  'plan.read': {...STAFF_VIEW, teacher: 'all', lead: 'own', invigilator: 'own', assessor: 'own', student: 'own'},
  'planning.read': {...PLANNERS, planner: 'all', system: 'all'},
  'enrolment.read': {...OWN_VIEW, lead: 'own', invigilator: 'own', assessor: 'own'},
  'report.read': DAY_VIEW,
  'case.read': {...STUDENT_VIEW, lead: 'own'},
  'result.read': {...OWN_VIEW, assessor: 'own'},
  'resit.read': OWN_VIEW,
  'dossier.read': OWN_VIEW,
  'archive.read': STAFF_VIEW,
  'audit.read': {admin: 'all', office: 'all', board: 'all', system: 'all'},
  'task.read': {
    ...STAFF_VIEW,
    student: 'own',
    teacher: 'own',
    lead: 'own',
    invigilator: 'own',
    assessor: 'own',
    inspector: 'own',
  },
  'calendar.read': {...EVERYBODY, system: 'all'},
  'exchange.read': {admin: 'all', office: 'all', system: 'all'},
  'operation.read': {admin: 'all', office: 'all', system: 'all'},
} as const satisfies Table
export type View = keyof typeof VIEWS

/** How far `role` may go with a deed or view; undefined is not at all. */
export function reachOf(name: Deed | View, role: Role): Reach | undefined {
  const table: Table = {...DEEDS, ...VIEWS}
  return table[name]?.[role]
}
