import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {ConfigLayer} from '../../src/config.ts'
import {ExamError} from '../../src/errors.ts'

/** Settings by the name that they have in the environment. */
const VARIABLES = {
  store: 'ONTRAC_STORE',
  keyFile: 'ONTRAC_KEY_FILE',
  mail: 'ONTRAC_MAIL',
  mailFrom: 'ONTRAC_MAIL_FROM',
  address: 'ONTRAC_ADDRESS',
  connectors: 'ONTRAC_CONNECTORS',
  tokenIssuer: 'ONTRAC_TOKEN_ISSUER',
  tokenKeys: 'ONTRAC_TOKEN_KEYS',
  tokenAudience: 'ONTRAC_TOKEN_AUDIENCE',
}

/** Flag › environment › file › default; the file is `--config`, else `ontrac.config.json` in the configuration folder. */
export function layersOf(
  flags: Readonly<{store?: string; config?: string}>,
  configFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly ConfigLayer[] {
  const file = flags.config ?? join(configFolder, 'ontrac.config.json')
  const layers: ConfigLayer[] = []
  if (flags.config !== undefined || existsSync(file)) layers.push({source: file, values: readSettings(file)})
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const value = environment[variable]
    if (value !== undefined) layers.push({source: variable, values: {[name]: value}})
  }
  if (flags.store !== undefined) layers.push({source: '--store', values: {store: flags.store}})
  return layers
}

function readSettings(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch (error) {
    throw new ExamError(
      'invalid',
      'config.unreadable',
      `${file} cannot be read as JSON: ${(error as Error).message}.`,
      {file},
      {cause: error},
    )
  }
}
