import {PERIOD, type Setting} from './setting.ts'
import type {Stage} from './stage.ts'

/** Sessions: a plan that gives everybody a seat, sessions and reservations by hand, orals and practical exams. */
export async function planSessions(stage: Stage, _: Setting): Promise<void> {
  stage.phase('Planning (plannen)', 'Frozen demand becomes sessions in rooms, so that every registered student provably has a seat without a clash.')
  const at = '2026-10-27T10:00'
  stage.say('A room is reserved for a parents’ evening; a session cannot be planned in it then.')
  await stage.type(['room', 'reserve', 'C001', '--on', '2026-12-02', '--from', '08:00', '--minutes', '540', '--title', 'Ouderavond: opbouw'], {at, lines: 3})
  await stage.type(['session', 'create', PERIOD, '--room', 'C001', '--on', '2026-12-02', '--from', '09:00', '--exam', 'REK-3'], {at, expect: 4, lines: 6})
  await stage.type(['plan', 'make', PERIOD], {at, lines: 20, keep: {PLAN: 'plan'}})
  await stage.type(['plan', 'apply', '$PLAN'], {at, lines: 6})
  await stage.type(['period', 'publish', PERIOD], {at: '2026-11-02T09:00', lines: 8})
}
