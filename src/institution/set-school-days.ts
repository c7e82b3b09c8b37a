import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {Day} from '../time.ts'
import type {AvailableDay} from './model.ts'
import type {InstitutionStores} from './store.ts'

const DayText = z.iso.date().transform((text) => text as Day)

/** School days of a student or a group: weekdays replace what was named before; a date is an exception (feature P8). */
export const SetSchoolDays = z.strictObject({
  student: z.string().optional(),
  group: z.string().optional(),
  /** 1 (Monday) to 7; undefined leaves them. */
  weekdays: z.array(z.int().min(1).max(7)).optional(),
  at: z.array(DayText).default([]),
  notAt: z.array(DayText).default([]),
})

/** @throws ExamError `student.not-found`, `group.not-found`, `school-days.of-whom` */
export async function setSchoolDays(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof SetSchoolDays>,
): Promise<readonly AvailableDay[]> {
  const wanted = parsed(SetSchoolDays, input)
  if ((wanted.student === undefined) === (wanted.group === undefined))
    throw new ExamError('invalid', 'school-days.of-whom', 'Name one student or one group.')
  return ctx.write(wanted.student === undefined ? 'group.change' : 'student.change', {}, async (stores, entry) => {
    const personId = wanted.student === undefined ? null : (await stores.students.get(wanted.student)).id
    const groupId = wanted.group === undefined ? null : (await stores.groups.get(wanted.group)).id
    const whose = personId === null ? {groupId} : {personId}
    const row = (day: Partial<AvailableDay>): AvailableDay => ({
      id: ctx.ids.next(),
      personId,
      groupId,
      weekday: null,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
      ...day,
    })
    if (wanted.weekdays) await stores.availableDays.changeAll({...whose, onDate: null}, {endedAt: entry.now})
    const dates = [...wanted.at, ...wanted.notAt]
    if (dates.length > 0) await stores.availableDays.changeAll({...whose, onDate: dates}, {endedAt: entry.now})
    const added = [
      ...(wanted.weekdays ?? []).map((weekday) => row({weekday})),
      ...wanted.at.map((onDate) => row({onDate})),
      ...wanted.notAt.map((onDate) => row({onDate, available: false})),
    ]
    if (added.length > 0) await stores.availableDays.add(added)
    entry.note({
      about: personId ? ['student', personId] : ['group', groupId ?? ''],
      facts: {weekdays: wanted.weekdays ?? [], at: wanted.at, notAt: wanted.notAt},
    })
    return stores.availableDays.all(whose)
  })
}
