/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'

/** A few numbers that are taken in at a glance; each with what it counts under it, and where it leads. */
export function Figures({
  label,
  of,
}: Readonly<{label: string; of: readonly Readonly<{value: number; text: string; to?: string}>[]}>) {
  return (
    <ul class="figures" aria-label={label}>
      {of.map(({value, text, to}) => (
        <li>
          {to === undefined ? (
            <Figure value={value} text={text} />
          ) : (
            <a href={to}>
              <Figure value={value} text={text} />
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

function Figure({value, text}: Readonly<{value: number; text: string}>): Child {
  return (
    <>
      <b>{value}</b> <span>{text}</span>
    </>
  )
}
