import {ExamError} from '../../errors.ts'
import type {Block} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Json} from '../../json.ts'
import {type Day, instant, overlaps, type Span} from '../../time.ts'
import {recordWork} from '../apply-records.ts'
import {choice, code, date, text, time} from '../cells.ts'
import {decided} from '../decided.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type ReadRow, type Start} from '../import-kind.ts'
import {adding, changing, ending, type RecordItem} from '../record-change.ts'
import type {ImportStores} from '../store.ts'
import {findWhose, type Whose, whoseComplaint, type WhoseColumns, whoseKey} from '../whose.ts'

const FIELDS = {
  kind: required(
    'soort kind',
    choice({
      lokaal: 'room',
      persoon: 'person',
      klas: 'group',
      locatie: 'location',
      room: 'room',
      person: 'person',
      group: 'group',
      location: 'location',
    } as const),
  ),
  code: required('code', code),
  on: required('datum date', date),
  from: required('van from', time),
  untilOn: optional('einddatum end_date', date, null),
  to: required('tot to', time),
  title: optional('omschrijving title', text(), ''),
  uid: optional('uid', text(1000), ''),
}
type Row = RowOf<typeof FIELDS>

const CALENDAR = 'icalendar'

/** Times at which a room, person, group or location is not available; by hand or from a calendar, whose events have a uid. */
export const blocks = importKind({
  name: 'blocks',
  deed: 'room.block',
  fields: FIELDS,
  key: ({kind, code: whose, on, from, untilOn, to, uid}) =>
    [kind, whose, on, from, untilOn ?? '', to, uid ?? ''].join('\n'),
  begin: planBlocks,
  work: recordWork,
})

function planBlocks({ids, options: {calendar}}: Start): Planner<Row> {
  const held = new Set<string>()
  let rested = calendar === undefined
  return {
    async decide(stores, _, rows) {
      const {zone} = await theInstitution(stores)
      const find = await findWhose(
        stores,
        rows.map(({row}) => row),
      )
      const known = await knownBlocks(stores, rows, find)
      return rows.map(({line, row}): Decision => {
        const about = `Block of ${row.kind} ${row.code} on ${row.on} at ${row.from}`
        const whose = find(row)
        const span = spanOfRow(row, zone)
        if (!whose || 'complaint' in span) {
          const complaints = [...(whose ? [] : [whoseComplaint(row)]), ...('complaint' in span ? [span.complaint] : [])]
          return {line, about, does: 'bad', complaints}
        }
        const key = {source: row.uid ? CALENDAR : 'import', externalKey: row.uid ?? ''}
        const block = known.get(keyOf({...whose, ...span, ...key}))
        if (block) held.add(block.id)
        const changes = block
          ? changing('blocks', block, {title: row.title})
          : [
              adding<Block>('blocks', {
                id: ids.next<string>(),
                kind: row.kind,
                ...whose,
                ...span,
                title: row.title ?? '',
                ...key,
                endedAt: null,
              }),
            ]
        return decided(line, about, !block, changes)
      })
    },
    async rest(stores) {
      if (rested || calendar === undefined) return null
      rested = true
      const whose = (await findWhose(stores, [calendar]))(calendar)
      if (!whose) throw nobody(calendar)
      const known = await stores.blocks.all({...whose, source: CALENDAR})
      return known
        .filter((block) => overlaps(block, calendar) && !held.has(block.id))
        .map((block) => gone(block, calendar))
    },
  }
}

function nobody(whose: Whose): ExamError {
  const {code: what, message} = whoseComplaint(whose)
  return new ExamError('not-found', what, message)
}

/** An event that the calendar no longer holds. */
function gone(block: Block, {kind, code: whose}: Whose): Decision {
  const about = `Block of ${kind} ${whose} from ${block.startsAt}`
  const item: RecordItem = {line: 0, about, changes: [ending('blocks', block)]}
  return {line: 0, about, does: 'end', item: item as unknown as Json}
}

type Found = Awaited<ReturnType<typeof findWhose>>

/** Active blocks of the same rooms and people; those made by hand are known too, so that a file does not double them. */
async function knownBlocks(
  stores: ImportStores,
  rows: readonly ReadRow<Row>[],
  find: Found,
): Promise<ReadonlyMap<string, Block>> {
  const found: Block[] = []
  const whose = rows.flatMap(({row}) => find(row) ?? [])
  for (const column of ['personId', 'roomId', 'groupId', 'locationId'] as const) {
    const ids = [...new Set(whose.flatMap((each) => each[column] ?? []))]
    if (ids.length > 0) found.push(...(await stores.blocks.all({[column]: ids})))
  }
  return new Map(found.map((block) => [keyOf(block), block]))
}

function keyOf(block: WhoseColumns & Span & Pick<Block, 'externalKey'>): string {
  return [whoseKey(block), block.startsAt, block.endsAt, block.externalKey].join('\n')
}

function spanOfRow({on, from, untilOn, to}: Row, zone: string): Span | Readonly<{complaint: Complaint}> {
  try {
    const startsAt = instant(`${on}T${from}`, zone)
    const endsAt = instant(`${untilOn ?? (on satisfies Day)}T${to}`, zone)
    if (startsAt < endsAt) return {startsAt, endsAt}
    return {
      complaint: {
        code: 'block.upside-down',
        message: `It starts at ${from} and ends at ${to}; correct one of them, or fill in the day on which it ends.`,
        field: 'to',
      },
    }
  } catch (error) {
    if (!(error instanceof ExamError)) throw error
    return {complaint: {code: error.code, message: error.message, field: 'from'}}
  }
}
