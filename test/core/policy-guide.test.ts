import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {z} from 'zod'
import {Policy} from '../../src/institution/policy.ts'

const GUIDE = join(import.meta.dirname, '..', '..', 'docs', 'policy.md')

const HEAD = `# Policy

What a school decides once, for all its exams. No national rule sets these: they come from the school's own exam
regulations. Show them with \`ontrac institution show\`; an admin changes them with

    ontrac institution configure cancelUntilDays=3 reminderDays=7,2,1

A change counts from that moment on and stands in the audit trail with what was before. Lists are written with commas.

This page is made from \`src/institution/policy.ts\` (\`npm run golden\`).

`

type Setting = Readonly<{
  type: string
  description?: string
  default: unknown
  minimum?: number
  maximum?: number
  items?: Readonly<{type: string; minimum?: number; maximum?: number}>
}>

function guide(): string {
  const {properties} = z.toJSONSchema(Policy, {io: 'input'}) as {properties: Readonly<Record<string, Setting>>}
  const rows = Object.entries(properties).map(([name, setting]) => {
    const fallback = Array.isArray(setting.default) ? setting.default.join(',') : String(setting.default)
    return `| \`${name}\` | ${setting.description ?? ''} | ${kindOf(setting)} | \`${fallback}\` |`
  })
  return `${HEAD}| Setting | What it decides | Values | Default |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

function kindOf({type, minimum, maximum, items}: Setting): string {
  if (type === 'boolean') return 'yes or no'
  if (items) return `list of ${kindOf({...items, default: null})}`
  return type === 'integer' ? `${minimum} to ${maximum}` : 'day parts such as 09:00-12:30'
}

test('the guide to the policy tells every setting, its bounds and its default', () => {
  const now = guide()
  if (process.env['UPDATE_GOLDEN']) writeFileSync(GUIDE, now)
  expect(now).toBe(readFileSync(GUIDE, 'utf8'))
  expect(now).not.toMatch(/undefined|\| {2}\|/)
})
