import type {Entry} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {PersonId} from '../ids.ts'
import type {Json} from '../json.ts'
import {type IncomingResult, recordResults, type ResultChange} from '../results/record-results.ts'
import {undoRecorded} from '../results/undo-recorded.ts'
import type {StepDone, StepOf, StepWork} from './import-kind.ts'
import {distinct} from './look-up.ts'
import type {ImportStores} from './store.ts'

/** A result to take in, with its line. */
export type ResultItem = Readonly<{line: number; result: IncomingResult}>

/** Where results that came in by file say they come from. */
const SOURCE = 'file'

/** How results are taken in: as messages, each judged against what stands by then. */
export const resultWork: StepWork = {
  async lock(stores, payload) {
    const numbers = distinct((payload as unknown as readonly ResultItem[]).map(({result}) => result.student))
    return {person: (await stores.students.all({studentNumber: numbers})).map(({id}) => id)}
  },
  apply: (stores, entry, payload, of) => apply(stores, entry, payload as unknown as readonly ResultItem[], of),
  async undoLock(stores, inverse) {
    return {person: await personsOf(stores, inverse as unknown as readonly ResultChange[])}
  },
  async undo(stores, entry, inverse) {
    const changes = inverse as unknown as readonly ResultChange[]
    const kept = await undoRecorded(stores, entry, changes)
    const left = kept.reduce((sum, {details}) => sum + Number(details?.['results'] ?? 0), 0)
    return {restored: changes.length - left, kept}
  },
}

async function personsOf(stores: ImportStores, changes: readonly ResultChange[]): Promise<readonly PersonId[]> {
  const results = await stores.results.history({id: changes.map(({added}) => added)})
  return [...new Set(results.map(({personId}) => personId))]
}

async function apply(stores: ImportStores, entry: Entry, items: readonly ResultItem[], ctx: StepOf): Promise<StepDone> {
  const giver = entry.role === 'teacher' || entry.role === 'assessor' ? entry.person : null
  const outcomes = await recordResults(
    stores,
    {ctx, entry, source: SOURCE, giver},
    items.map(({result}) => result),
  )
  const changes: ResultChange[] = []
  const left: Reason[] = []
  for (const [i, item] of items.entries()) {
    const outcome = outcomes[i]
    if (!outcome) continue
    if ('reason' in outcome) left.push(leftOut(item, outcome.reason))
    else if (outcome.recorded.state === 'held') left.push(heldBack(item))
    else if (outcome.change) changes.push(outcome.change)
  }
  return {inverse: changes as unknown as Json, left}
}

function leftOut({line}: ResultItem, {code, message}: Reason): Reason {
  return {code, message: `Line ${line} was left out: ${message}`, details: {line}}
}

function heldBack({line, result: {student, exam}}: ResultItem): Reason {
  return {
    code: 'result.held',
    message: `Line ${line}: the result of ${student} for ${exam} differs from what is settled and waits for the board; see: ontrac result held`,
    details: {line, student, exam},
  }
}
