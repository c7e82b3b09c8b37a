import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** Who looks at which school: what every screen and page says at its top. */
export type ReaderView = Readonly<{
  school: string
  zone: string
  rehearsal: boolean
  /** Own staff code or student number. */
  code: string | null
  /** The languages to choose from, the reader's own first, then the school's. */
  readerLanguage: readonly (string | null)[]
}>

/** The school and the language of the one who asks (design rule 20). @throws ExamError `institution.missing` */
export async function showReader(ctx: Context<InstitutionStores>): Promise<ReaderView> {
  return ctx.read('catalogue.read', async (stores, {person}) => {
    const {name, zone, rehearsal, language} = await theInstitution(stores)
    const [own] = person === null ? [] : await stores.persons.history({id: person}, {limit: 1})
    return {
      school: name,
      zone,
      rehearsal,
      code: own?.staffCode ?? own?.studentNumber ?? null,
      readerLanguage: [own?.language ?? null, language],
    }
  })
}
