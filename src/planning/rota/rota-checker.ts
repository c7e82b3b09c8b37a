import type {RotaPlan, RotaProblem} from '../engine/rota/rota-problem.ts'

/** One thing that is wrong with a rota. */
export type RotaViolation = Readonly<{
  rule: 'role' | 'away' | 'twice' | 'travel' | 'limit'
  duty: string
  staff: string
}>

/** Every breach of a hard rule in a rota, by comparing everything with everything and without any of the engine's code. */
export function rotaViolations({duties, staff, travel}: RotaProblem, plan: RotaPlan): RotaViolation[] {
  return plan.staff.flatMap((person, i): RotaViolation[] => {
    if (person < 0) return []
    const duty = duties[i]!
    const member = staff[person]!
    const rules: RotaViolation['rule'][] = []
    if (duty.kind === 'lead' ? !member.leads : !member.invigilates && !(duty.kind === 'reserve' && member.leads))
      rules.push('role')
    if (!member.free.some(([from, to]) => from <= duty.from && to >= duty.to)) rules.push('away')
    const others = duties.filter((_, j) => j !== i && plan.staff[j] === person)
    const all = [
      ...others.map((other) => ({...other, same: other.session === duty.session})),
      ...member.stays.map((stay) => ({...stay, same: false})),
    ]
    for (const other of all) {
      if (other.same || (other.from < duty.to && duty.from < other.to)) rules.push('twice')
      else if (duty.location >= 0 && other.location >= 0) {
        const between = other.from >= duty.to ? other.from - duty.to : duty.from - other.to
        if (between < travel[duty.location]![other.location]!) rules.push('travel')
      }
    }
    const minutes = duties.reduce(
      (sum, {from, to}, j) => sum + (plan.staff[j] === person ? to - from : 0),
      member.carried,
    )
    if (member.limit !== null && minutes > member.limit) rules.push('limit')
    return [...new Set(rules)].map((rule) => ({rule, duty: duty.key, staff: member.code}))
  })
}
