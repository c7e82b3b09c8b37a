import type {Replacements} from '../../src/planning/rota/replace-staff.ts'
import type {Out} from './out.ts'

/** Who takes over which duty, who could do it besides, and what is left without anybody. */
export function showReplacements({staff, on, replaced, left}: Replacements, out: Out): void {
  out.title(`In place of ${staff} on ${on}`)
  out.table(
    ['Session', 'From', 'Duty', 'By', 'Reserve', 'Near', 'Hours in weeks around', 'Students', 'Others who could'],
    replaced.map((each) => [
      each.session,
      each.from,
      each.duty,
      each.by ?? 'nobody',
      each.by === null ? null : each.reserve,
      each.by === null ? null : each.near,
      each.by === null ? null : Math.round(each.minutes / 6) / 10,
      each.students,
      each.others.map((other) => other.staff).join(' '),
    ]),
  )
  for (const session of left)
    out.warn(`Nobody is free for ${session}; free somebody, or move it: ontrac session move ${session}`)
}
