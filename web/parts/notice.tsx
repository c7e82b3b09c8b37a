/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {reasonText} from '../../src/texts/reasons.ts'
import {SHELL} from '../../src/texts/shell.ts'
import {type Problem, readerOf, type Visit} from '../visit.ts'

/** Says that something was done, or is worth knowing. */
export function Notice({children, kind = 'done'}: Readonly<{children?: Child; kind?: 'done' | 'care'}>) {
  return (
    <p class={`notice ${kind}`} role="status">
      {children}
    </p>
  )
}

/** Why a deed was refused, with every reason and its next step. */
export function Problems({problem, visit}: Readonly<{problem: Problem; visit: Visit}>) {
  const t = SHELL[visit.language]
  const reader = readerOf(visit)
  const texts = [...new Set(problem.reasons.map((reason) => reasonText(reason, problem.kind, reader)))]
  const sentences = texts.length > 0 ? texts : [reasonText({code: problem.code}, problem.kind, reader)]
  return (
    <div class="notice problem" role="alert" tabindex={-1} data-focus>
      {sentences.length === 1 ? (
        <p>{sentences[0]}</p>
      ) : (
        <>
          <p>{t.reasons}</p>
          <ul>
            {sentences.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      {problem.number === undefined ? null : (
        <p>
          {t.number}: <code>{problem.number}</code>
        </p>
      )}
    </div>
  )
}

/** What a page says where there is nothing to list. */
export function Nothing({children}: Readonly<{children?: Child}>) {
  return <p class="nothing">{children}</p>
}
