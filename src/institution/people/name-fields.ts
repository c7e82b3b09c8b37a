import {z} from 'zod'

/** How somebody is called and reached, as it is typed when he is added. */
export const NAME_FIELDS = {
  givenName: z.string().trim().min(1),
  prefix: z.string().trim().default(''),
  familyName: z.string().trim().min(1),
  email: z.email('is no e-mail address'),
}
