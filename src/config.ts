import {z} from 'zod'
import {ExamError} from './errors.ts'

/** Every setting of this installation: its name, its default, what it does. School policy is data in the store instead. */
export const Config = z.strictObject({
  store: z
    .string()
    .default('')
    .describe('Where the data is kept: sqlite:FILE or postgres://…; empty is the file in your data folder.'),
  keyFile: z
    .string()
    .default('')
    .describe(
      'The key that signs the audit trail; empty is the file in your configuration folder. Keep it apart from the store.',
    ),
  mail: z
    .string()
    .default('')
    .describe(
      'Where mail goes: smtp://USER:PASSWORD@HOST:PORT, smtps://…, or folder:PATH; empty is a folder beside the store.',
    ),
  mailFrom: z.string().default('Examenbureau <examenbureau@example.org>').describe('The sender of every mail.'),
  connectors: z
    .string()
    .default('')
    .describe('Packages or files of connectors to other systems, with commas between; each is checked at the start.'),
  tokenIssuer: z
    .string()
    .default('')
    .describe('Who issues tokens for other systems beside ontrac itself, as it names itself in them; empty is nobody.'),
  tokenKeys: z
    .string()
    .default('')
    .describe('Where that issuer publishes its keys (JWKS); empty is .well-known/jwks.json under its name.'),
  tokenAudience: z
    .string()
    .default('')
    .describe('For whom its tokens must be; empty is the address of the pages with /ooapi behind it.'),
  address: z.string().default('').describe('The address of the pages, named in mails; empty leaves links out.'),
})
export type Config = z.infer<typeof Config>

/** A layer of settings and where it comes from, for `ontrac config show`. */
export type ConfigLayer = Readonly<{source: string; values: Readonly<Record<string, unknown>>}>

/** The settings, the last layer that names one winning. @throws ExamError `config.invalid` with the setting and its source */
export function loadConfig(layers: readonly ConfigLayer[]): Config {
  for (const {source, values} of layers) {
    const parsed = Config.partial().safeParse(values)
    if (parsed.success) continue
    const issue = parsed.error.issues[0]
    throw new ExamError(
      'invalid',
      'config.invalid',
      `${source}: ${issue?.path.join('.') || 'settings'}: ${issue?.message ?? 'is not right'}.`,
      {source},
    )
  }
  return Config.parse(Object.assign({}, ...layers.map(({values}) => values)))
}

/** Each setting with its value and source; passwords in addresses are masked. */
export function describeConfig(
  layers: readonly ConfigLayer[],
): readonly Readonly<{name: string; value: string; source: string; about: string}>[] {
  const config: Readonly<Record<string, string>> = loadConfig(layers)
  return Object.entries(Config.shape).map(([name, schema]) => ({
    name,
    value: (config[name] ?? '').replace(/(:\/\/[^:@/]+:)[^@/]+@/, '$1•••@'),
    source: layers.findLast(({values}) => name in values)?.source ?? 'default',
    about: schema.description ?? '',
  }))
}
