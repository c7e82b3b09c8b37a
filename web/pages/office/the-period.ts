import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import type {Period} from '../../../src/institution/model.ts'
import {type PeriodDetail, showPeriod} from '../../../src/lifecycle/show-period.ts'
import {dayOf} from '../../../src/time.ts'
import type {Visit} from '../../visit.ts'

/** The address of a period's page, or of one under it. */
export function periodPath({id}: Pick<Period, 'id'>, under = ''): string {
  return `/office/periods/${id}${under}`
}

/** The period that the address names, by id or code. @throws ExamError `period.not-found` */
export function thePeriod(visit: Visit): Promise<PeriodDetail> {
  return showPeriod(visit.ctx, visit.param('period'))
}

/** The period that most work is about: the open one that ends first after today, else the newest. */
export async function periodNow({ctx, now, school}: Visit): Promise<Period | undefined> {
  const periods = await listPeriods(ctx)
  const today = dayOf(now, school.zone)
  const open = periods.filter(({state, toOn}) => state === 'open' && toOn >= today)
  return open.toSorted((a, b) => (a.toOn < b.toOn ? -1 : 1))[0] ?? periods[0]
}
