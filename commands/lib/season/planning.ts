import {fileOf, OFFICER, PERIOD, recordsOf, type Setting, unregistered} from './setting.ts'
import type {Stage} from './stage.ts'

const AT = '2026-10-27T10:00'
/** The last week of the period, a day for each weekday on which somebody is at school. */
const LAST_WEEK = ['2026-12-14', '2026-12-15', '2026-12-16', '2026-12-17', '2026-12-18']
/** Practical exams begin in the morning. */
const MORNING = '09:00'

/** Sessions: a plan that gives everybody a seat, sessions and reservations by hand, orals and practical exams. */
export async function planSessions(stage: Stage, setting: Setting): Promise<void> {
  stage.phase(
    'Planning (plannen)',
    'Frozen demand becomes sessions in rooms, so that every registered student provably has a seat without a clash.',
  )
  stage.say('A room is reserved for a parents’ evening; a session cannot be planned in it then.')
  await stage.type(
    [
      'room',
      'reserve',
      'C001',
      '--on',
      '2026-12-02',
      '--from',
      '08:00',
      '--minutes',
      '540',
      '--title',
      'Ouderavond: opbouw',
    ],
    {at: AT, lines: 3},
  )
  await stage.type(
    ['session', 'create', PERIOD, '--room', 'C001', '--on', '2026-12-02', '--from', '09:00', '--exam', 'REK-3'],
    {at: AT, expect: 4, lines: 6},
  )

  stage.say('What will it take? A trial plan of all that is registered, against what the school has.')
  await stage.type(['demand', 'forecast', PERIOD], {at: AT, lines: 12})
  await stage.type(['demand', 'show-up', PERIOD], {at: AT, lines: 4})

  stage.say('The plan is shown before it is applied, and a checker of its own has looked at it.')
  await stage.type(['plan', 'make', PERIOD], {
    at: AT,
    lines: 14,
    keep: {PLANNED: 'sessions.0.code', ROOM: 'sessions.0.room', DAY: 'sessions.0.on', TIME: 'sessions.0.from'},
  })
  await lookAtPlan(stage, setting)
  await stage.type(['plan', 'apply', PERIOD], {at: AT, lines: 6})

  stage.say('Oral exams are planned to the minute; practical exams are taken at a company.')
  await planOrals(stage)
  await planPracticals(stage, setting)

  stage.say('Who works when, and how the work is shared.')
  await stage.type(['rota', 'show', PERIOD], {at: AT, lines: 8})

  stage.say('Another late registration gets a seat that is left, and nobody is moved for it.')
  const late = ['--late', '--reason', 'Overgestapt van een andere school']
  await stage.type(
    ['registration', 'add', unregistered(setting, 'KD-ONDER'), 'KD-ONDER', '--period', PERIOD, ...late],
    {at: AT, lines: 2},
  )
  await stage.type(['plan', 'top-up', PERIOD], {at: AT, lines: 6})

  stage.say('Published: from now on everybody can see the sessions, and seats can be taken.')
  await stage.type(['period', 'publish', PERIOD, '--dry-run'], {at: '2026-11-02T09:00', lines: 8})
  await stage.type(['period', 'publish', PERIOD], {at: '2026-11-02T09:00', lines: 4})
}

/** How good the plan is, why it is so, and what would happen to it; it stays as it was made. */
async function lookAtPlan(stage: Stage, setting: Setting): Promise<void> {
  stage.say('How far it can be from the best, why an exam is where it is, and what another place would cost.')
  await stage.type(['plan', 'bound', PERIOD], {at: AT, lines: 9})
  await stage.type(['plan', 'explain', PERIOD, 'NE-3F-CE'], {at: AT, lines: 8})
  await stage.type(['plan', 'try', PERIOD, '$PLANNED', '--limit', '3'], {at: AT, lines: 6})
  await stage.type(['plan', 'pin', PERIOD, '$PLANNED', '--with-students'], {at: AT, lines: 6})
  await stage.type(['plan', 'pin', PERIOD, '$PLANNED', '--with-students', '--off'], {at: AT, lines: 0})
  await stage.type(['plan', 'export', PERIOD, '--output', `${setting.folder}/plan.csv`], {at: AT, lines: 2})
  await stage.type(['plan', 'import', PERIOD, `${setting.folder}/plan.csv`, '--dry-run'], {at: AT, lines: 2})

  stage.say('What if its room drops out that day? Only what is broken moves, and it is told before it is done.')
  const when = ['--on', '$DAY', '--from', '$TIME']
  await stage.type(['room', 'block', '$ROOM', ...when, '--minutes', '60', '--title', 'Lekkage'], {at: AT, lines: 2})
  await stage.type(['plan', 'repair', `${PERIOD}-plan-1`, '--dry-run'], {at: AT, lines: 10})
  await stage.type(['room', 'unblock', '$ROOM', ...when], {at: AT, lines: 2})
}

/** Oral exams to the minute, in the last week of the period. */
async function planOrals(stage: Stage): Promise<void> {
  const [first = '', last = ''] = [LAST_WEEK[0], LAST_WEEK.at(-1)]
  await stage.type(['oral', 'make', PERIOD, '--from', first, '--to', last, '--effort', '300'], {at: AT, lines: 14})
  await stage.type(['oral', 'apply', PERIOD], {at: AT, lines: 6})
  await stage.type(['oral', 'roster', PERIOD], {at: AT, lines: 6})
}

async function planPracticals(stage: Stage, setting: Setting): Promise<void> {
  const places = ['Zorgcentrum De Linde, Parkweg 12', 'Restaurant De Waard, Haven 3']
  for (const [i, exam] of examsOf(setting, 'praktijk').entries())
    for (const [j, on] of LAST_WEEK.entries()) {
      const words = [
        'session',
        'create',
        PERIOD,
        '--kind',
        'practical',
        '--exam',
        exam,
        '--code',
        `PVB-${i + 1}-${j + 1}`,
        '--capacity',
        '8',
      ]
      const place = ['--place', places[i % places.length] ?? '', '--on', on, '--from', MORNING, '--minutes', '300']
      await withSomebody(stage, setting, (code) => [...words, ...place, '--lead', code], i + j === 0 ? 6 : 0)
    }
}

function examsOf(setting: Setting, form: string): readonly string[] {
  const registered = new Set(recordsOf(fileOf(setting, 'registrations')).map(({examen}) => examen))
  return recordsOf(fileOf(setting, 'exams')).flatMap(({vorm, examen}) =>
    vorm === form && examen && registered.has(examen) ? [examen] : [],
  )
}

let turn = 0

/** Types the command with one employee after another until somebody is free. */
async function withSomebody(
  stage: Stage,
  setting: Setting,
  words: (code: string) => readonly string[],
  lines = 0,
): Promise<Readonly<{code: string; by: string}> | undefined> {
  const staff = recordsOf(fileOf(setting, 'staff')).flatMap(({personeelscode, rollen}) =>
    /beoordelaar|docent|afnameleider/.test(rollen ?? '') && personeelscode !== OFFICER ? (personeelscode ?? []) : [],
  )
  for (let i = 0; i < staff.length; i++) {
    const by = staff[turn++ % staff.length] ?? ''
    const made = await stage.attempt<Readonly<{code: string}>>(words(by), {at: AT, lines})
    if (made) return {code: made.code, by}
  }
  return undefined
}
