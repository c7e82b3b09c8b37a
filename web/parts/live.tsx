/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'

/**
 * A part of a page that is fetched again from `src` (a `fragment` route) when one of `topics` changes (design rule 12).
 * Without script it stays as it was sent. What somebody is typing in is left alone.
 */
export function Live({src, topics, children}: Readonly<{src: string; topics: readonly string[]; children?: Child}>) {
  return (
    <div data-live={src} data-topics={topics.join(' ')}>
      {children}
    </div>
  )
}
