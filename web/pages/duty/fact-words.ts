import type {Language} from '../../../src/letters/letter.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {LEAD} from '../../../src/texts/lead.ts'
import {type Instant, timeOf} from '../../../src/time.ts'

/** What a fact says, in a few words of the reader's. */
export function factWords(
  {kind, detail}: Readonly<{kind: string; detail: unknown}>,
  {language, zone}: Readonly<{language: Language; zone: string}>,
): string {
  const t = DUTY[language]
  const said = detail as Readonly<Record<string, unknown>>
  const at = typeof said['at'] === 'string' ? timeOf(said['at'] as Instant, zone) : ''
  const words: Readonly<Record<string, () => string>> = {
    attendance: () => t.attendance[said['attendance'] as keyof typeof t.attendance],
    arrived: () => at,
    'handed-in': () => at,
    device: () => String(said['device']),
    toilet: () => `${said['direction'] === 'out' ? t.out : t.in} ${at}`,
    event: () => t.kinds[said['event'] as keyof typeof t.kinds],
    extended: () => `+${Number(said['minutes'])}`,
    resumed: () => `${Number(said['pausedMinutes'])} min`,
    papers: () =>
      `${LEAD[language].steps[said['step'] as keyof (typeof LEAD)['nl']['steps']]}: ${Number(said['count'])}`,
  }
  const labels: Readonly<Record<string, string>> = t.facts
  const label = labels[kind] ?? kind
  const rest = [words[kind]?.(), said['text'], said['action']].filter((each) => typeof each === 'string' && each !== '')
  return [label, ...rest].join(' · ')
}
