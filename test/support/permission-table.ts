import {DEEDS, reachOf, ROLES, VIEWS, type Deed, type View} from '../../src/deeds.ts'

/** Who may do and see what, and how far: a row for each deed and view, a column for each role. */
export function permissionTable(): string {
  const names = {Deeds: Object.keys(DEEDS) as Deed[], Views: Object.keys(VIEWS) as View[]}
  const width = Math.max(...Object.values(names).flatMap((each) => each.map((name) => name.length)))
  const row = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(width)}  ${cells.map((cell, i) => cell.padEnd(ROLES[i]?.length ?? 0)).join('  ')}`.trimEnd()
  const reaches = (name: Deed | View): readonly string[] => ROLES.map((role) => reachOf(name, role) ?? '·')
  const parts = Object.entries(names).map(([title, each]) => [
    row(title, ROLES),
    ...each.map((name) => row(name, reaches(name))),
  ])
  const legend = 'all: every object · own: his own, as src/deeds.ts says for each role · a dot: not at all'
  return `${[[legend], ...parts].map((lines) => lines.join('\n')).join('\n\n')}\n`
}
