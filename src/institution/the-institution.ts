import {ExamError} from '../errors.ts'
import type {Institution} from './model.ts'
import type {InstitutionStores} from './store.ts'

/** The school this store is of: one store holds one. @throws ExamError `institution.missing` before `ontrac init` */
export async function theInstitution({institutions}: Pick<InstitutionStores, 'institutions'>): Promise<Institution> {
  const [institution] = await institutions.all()
  if (institution) return institution
  throw new ExamError('not-found', 'institution.missing', 'This store holds no school yet; make one with: ontrac init')
}
