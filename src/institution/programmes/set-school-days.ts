import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {DayText} from './day-text.ts'
import type {AvailableDay} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** School days of a student or a group: weekdays replace what was named before; a date is an exception (feature P8). */
export const SetSchoolDays = z.strictObject({
  student: z.string().optional(),
  group: z.string().optional(),
  /** 1 (Monday) to 7; undefined leaves them, none takes them away. */
  weekdays: z.array(z.int().min(1).max(7)).optional(),
  at: z.array(DayText).default([]),
  notAt: z.array(DayText).default([]),
})
type Wanted = z.output<typeof SetSchoolDays>
type Whose = Pick<AvailableDay, 'personId' | 'groupId'>

/**
 * Sets school days; what is left out stays. Sessions that were planned on another day stay where they are.
 *
 * @throws ExamError `student.not-found`, `group.not-found`, `school-days.of-whom`, `school-days.contradict`
 */
export async function setSchoolDays(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof SetSchoolDays>,
): Promise<readonly AvailableDay[]> {
  const wanted = parsed(SetSchoolDays, input)
  refuseUnclear(wanted)
  const deed = wanted.student === undefined ? 'group.change' : 'student.change'
  return ctx.write(deed, {}, async (stores, entry) => {
    const whose = await whoseDays(stores, wanted)
    await replaceDays(ctx, stores, entry, {whose, wanted})
    const {weekdays = null, at, notAt} = wanted
    entry.note({
      about: whose.personId ? ['student', whose.personId] : ['group', whose.groupId ?? ''],
      ...(whose.personId ? {for: whose.personId} : {}),
      facts: {weekdays, at, notAt},
    })
    return stores.availableDays.all(whose)
  })
}

function refuseUnclear({student, group, at, notAt}: Wanted): void {
  if ((student === undefined) === (group === undefined))
    throw new ExamError('invalid', 'school-days.of-whom', 'Name one student or one group.')
  const both = at.find((on) => notAt.includes(on))
  if (both !== undefined)
    throw new ExamError('invalid', 'school-days.contradict', `${both} cannot be both at school and not at school.`)
}

async function whoseDays({students, groups}: InstitutionStores, {student, group}: Wanted): Promise<Whose> {
  if (student !== undefined) return {personId: (await students.get(student)).id, groupId: null}
  return {personId: null, groupId: (await groups.get(group ?? '')).id}
}

async function replaceDays(
  ctx: Context<InstitutionStores>,
  {availableDays}: InstitutionStores,
  {now: endedAt}: Entry,
  {whose, wanted: {weekdays, at, notAt}}: Readonly<{whose: Whose; wanted: Wanted}>,
): Promise<void> {
  if (weekdays) await availableDays.changeAll({...whose, onDate: null}, {endedAt})
  await availableDays.changeAll({...whose, onDate: [...at, ...notAt]}, {endedAt})
  const row = (day: Pick<AvailableDay, 'weekday' | 'onDate' | 'available'>): AvailableDay => ({
    id: ctx.ids.next(),
    ...whose,
    ...day,
    fromTime: null,
    toTime: null,
    endedAt: null,
  })
  const added = [
    ...[...new Set(weekdays)].map((weekday) => row({weekday, onDate: null, available: true})),
    ...[...new Set(at)].map((onDate) => row({weekday: null, onDate, available: true})),
    ...[...new Set(notAt)].map((onDate) => row({weekday: null, onDate, available: false})),
  ]
  if (added.length > 0) await availableDays.add(added)
}
