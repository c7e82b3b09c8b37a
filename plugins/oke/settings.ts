import {z} from 'zod'
import {isLoopback} from './address.ts'

const address = z
  .url()
  .refine(
    (text) => text.startsWith('https://') || isLoopback(text),
    'write an https address; http is for this machine only',
  )

/** The settings of a party of the national standard OKE MBO-toetsafname. */
export const Settings = z.object({
  /** Where its endpoints begin, as `https://sis.example.org/ooapi/v5`. */
  url: address.transform((text) => text.replace(/\/+$/, '')),
  tokenUrl: address,
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** What it is to us: a SIS (flows 1 and 5), a delivery platform (flows 0, 2, 3 and 4), or both. */
  functions: z.array(z.enum(['sis', 'delivery'])).min(1),
  /** Which exam versions it delivers. */
  platforms: z.array(z.enum(['facet', 'remindo', 'toa'])).default([]),
  /** Names under which its tests are known as a supplier's (testProvider). */
  providers: z.array(z.string()).default([]),
  /** For Facet: the id of the server for delivery without a network. */
  facetServer: z.string().optional(),
  /** Seconds after which no answer is awaited any more. */
  timeoutSeconds: z.number().min(1).max(20).default(20),
})
export type Settings = z.output<typeof Settings>
