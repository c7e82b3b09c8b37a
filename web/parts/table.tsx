/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {Nothing} from './notice.tsx'

/** A column: its heading, what stands in it, and whether it is a number. */
export type Column<T> = Readonly<{title: string; cell: (row: T) => Child; number?: true}>

/** A table that becomes a list of cards on a phone; says `empty` where there are no rows. */
export function Table<T>({
  caption,
  columns,
  rows,
  empty,
}: Readonly<{caption: string; columns: readonly Column<T>[]; rows: readonly T[]; empty: string}>) {
  if (rows.length === 0) return <Nothing>{empty}</Nothing>
  return (
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({title, number}) => (
            <th scope="col" class={number ? 'number' : ''}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {columns.map(({title, cell, number}) => (
              <td data-title={title} class={number ? 'number' : ''}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Names and values under each other; empty values are left out. */
export function Facts({pairs}: Readonly<{pairs: readonly (readonly [name: string, value: Child])[]}>) {
  return (
    <dl class="facts">
      {pairs
        .filter(([, value]) => value !== null && value !== '' && value !== undefined)
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
