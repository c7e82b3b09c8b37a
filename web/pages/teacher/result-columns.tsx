/** @jsxImportSource hono/jsx */
import type {ResultLine} from '../../../src/results/list-results.ts'
import {attendanceWords, passedWords, resultStateWords, scoreWords} from '../../../src/texts/outcomes.ts'
import {TEACHER} from '../../../src/texts/teacher.ts'
import type {Column} from '../../parts/table.tsx'
import {dayWords} from '../../parts/words.tsx'
import type {Visit} from '../../visit.ts'

/** What a table says of a result: when it was taken, what came of it, and how far it is. */
export function resultColumns(visit: Visit): readonly Column<ResultLine>[] {
  const {language} = visit
  const t = TEACHER[language]
  return [
    {title: t.takenOn, cell: ({takenOn}) => dayWords(visit, takenOn)},
    {title: t.attendance, cell: ({attendance}) => attendanceWords(attendance, language)},
    {
      title: t.result,
      cell: ({score, passed}) => (
        <>
          {score === null ? null : <b>{scoreWords(score, language)}</b>}{' '}
          {passed === null ? null : (
            <span class={passed ? 'tag good' : 'tag care'}>{passedWords(passed, language)}</span>
          )}
        </>
      ),
    },
    {
      title: t.state,
      cell: ({state, underInvestigation}) =>
        underInvestigation ? <span class="tag bad">{t.investigation}</span> : resultStateWords(state, language),
    },
  ]
}
