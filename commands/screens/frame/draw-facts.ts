import chalk from 'chalk'
import {fitted, inTone, textOf, widthOf, wrapped} from './cells.ts'
import type {Fact} from '../parts/screen.ts'

const BETWEEN = '   '

/** Facts one after another, as many to a line as fit; without a name it is a sentence, without a value too it ends the line. */
export function flowFacts(facts: readonly Fact[], width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let taken = 0
  for (const [name, cell] of facts) {
    const value = textOf(cell)
    if (name === '' && value === '') {
      lines.push(line)
      line = ''
      taken = 0
      continue
    }
    const text = name === '' ? value : `${name} ${value}`
    const drawn = name === '' ? inTone(cell, value) : `${chalk.dim(name)} ${inTone(cell, value)}`
    const wide = widthOf(text)
    if (taken > 0 && taken + BETWEEN.length + wide > width) {
      lines.push(line)
      line = ''
      taken = 0
    }
    line = taken > 0 ? `${line}${BETWEEN}${drawn}` : wide > width ? fitted(text, width) : drawn
    taken += (taken > 0 ? BETWEEN.length : 0) + wide
  }
  return taken > 0 ? [...lines, line] : lines
}

/** Facts under each other, names in a column of their own; what has no value is left out. */
export function listFacts(facts: readonly Fact[], width: number): readonly string[] {
  const told = facts.filter(([, cell]) => textOf(cell) !== '')
  const names = Math.min(20, Math.max(0, ...told.map(([name]) => widthOf(name))))
  return told.flatMap(([name, cell]) =>
    wrapped(textOf(cell), width - names - 2).map(
      (text, i) => `${chalk.dim(fitted(i === 0 ? name : '', names))}  ${inTone(cell, text)}`,
    ),
  )
}
