import type {Context} from '../context.ts'
import type {Institution} from './model.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

/** The school, its policy with every setting. @throws ExamError `institution.missing` */
export async function showInstitution(ctx: Context<InstitutionStores>): Promise<Institution> {
  return ctx.read('catalogue.read', theInstitution)
}
