import type {Random} from './random.ts'
import type {SampleFile} from './sample-file.ts'
import type {SampleStudent} from './students.ts'

type Need = readonly [code: string, basis: string, value: string, scope: string, scopeValue: string]

const AID = 'hulpmiddel'
const MORE_TIME: Need = ['ExtraTime30Min', 'minuten', '30', 'alles', '']
const SPOKEN: Need = ['spoken', AID, '', 'alles', '']

// What is assigned together; they go round, so that the smallest school has each. The aid is named, never its cause.
const ASSIGNED: readonly (readonly Need[])[] = [
  [MORE_TIME],
  [MORE_TIME, SPOKEN],
  [['ExtraTime25', 'procent', '25', 'digitaal', '']],
  [['quiet-room', AID, '', 'alles', ''], MORE_TIME],
  [['ExtraTimeOnlyMath30Min', 'minuten', '30', 'vak', 'Rekenen']],
  [
    ['spell-checker-on-screen', AID, '', 'vak', 'Nederlands'],
    ['ExtraTime25', 'procent', '25', 'alles', ''],
  ],
  [['large-print', AID, '', 'alles', '']],
  [['wheelchair', AID, '', 'alles', '']],
  [['ExtraTime25', 'procent', '25', 'alles', ''], MORE_TIME],
  [['UnlimitedTime', 'onbeperkt', '', 'vak', 'Rekenen']],
  [['spoken', AID, '', 'examen', 'KD-ONDER']],
]

/** The needs of about a tenth of the students; some start during the season, some have run out before it. */
export function needsFile(students: readonly SampleStudent[], random: Random): SampleFile {
  const chosen = students.filter(() => random.chance(0.1))
  const rows = chosen.flatMap(({number}, i) => {
    const [from, to] = validity(i, random)
    return (ASSIGNED[i % ASSIGNED.length] ?? []).map((need) => [number, ...need, from, to])
  })
  const header = ['studentnummer', 'voorziening', 'grondslag', 'waarde', 'bereik', 'bereik_waarde', 'van', 'tot']
  return {kind: 'needs', name: '07-voorzieningen.csv', header, rows}
}

function validity(turn: number, random: Random): readonly [from: string, to: string] {
  if (turn % 13 === 12) return ['2025-08-01', '2026-07-31']
  if (turn % 17 === 16) return ['2026-12-10', '']
  return ['2025-08-01', random.chance(0.5) ? '2027-07-31' : '']
}
