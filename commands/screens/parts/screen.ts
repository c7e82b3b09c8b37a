import type {Deed, Role, View} from '../../../src/deeds.ts'
import type {Wire} from '../../lib/wire.ts'
import type {Language, Speak, Text} from './text.ts'

/** The same context as commands have. */
export type ScreenContext = Awaited<ReturnType<Wire['context']>>

/** Where somebody is: a screen, and what it is about in codes (design rule 5). */
export type Place = Readonly<{screen: string; about: readonly string[]}>

/** How a cell is meant; colour only underlines what its text says already. */
export type Tone = 'plain' | 'dim' | 'good' | 'warn' | 'bad' | 'strong'
export type Cell = string | number | null | Readonly<{text: string; tone: Tone}>

/** A column of a sheet. `rank`: when there is no room, the highest goes first; 0 always stays. */
export type Head = Readonly<{
  title: string
  align: 'left' | 'right'
  rank: number
  /** Cells at most, and whether it takes what is left of the line. */
  most: number
  grow: boolean
}>

/** What a deed asks before it is shown; with `options` one of them. */
export type Field = Readonly<{
  name: string
  label: string
  initial?: string
  options?: readonly string[]
  optional?: true
  /** What was answered last is proposed again; nothing is asked when that is all there is to ask. */
  remember?: true
}>

/** Answers by the name of their field; empty where nothing was typed. */
export type Answers = Readonly<Record<string, string>>

/**
 * Something that can be done with what is chosen: the command that does it, in words, without `ontrac`. Exactly these words
 * are shown, previewed, run and can be copied (design rule 1).
 */
export type DeedChoice = Readonly<{
  key: string
  label: string
  fields: readonly Field[]
  words: (answers: Answers) => readonly string[]
  /** What is typed before it is done; for what cannot be taken back. */
  severe?: string | undefined
  /** Changes nothing: shown at once, without asking. */
  look?: true
  /** What it would come to is said as soon as it can be chosen, before it is. */
  foresee?: true
  /** No deed but a way: leads there. */
  go?: Place
  /** No deed yet: picks this up, to be put down elsewhere on the grid. */
  hold?: string
}>

/** Name and value. */
export type Fact = readonly [name: string, value: Cell]

/** What can be done with one thing on a sheet. */
export type Item = Readonly<{
  /** What is copied: its code. */
  code: string
  /** Where Enter leads. */
  open: Place | null
  facts: () => readonly Fact[]
  /** `held` is the code of what was picked up. */
  deeds: (held: string | null) => readonly DeedChoice[]
}>

export type Row = Readonly<{
  key: string
  /** The heading it stands under. */
  group: string | null
  cells: readonly Cell[]
  /** What is under the cursor: the row, or on a grid one of its cells. */
  at: (column: number) => Item
}>

/** A list or a grid. */
export type Sheet = Readonly<{
  title: string
  heads: readonly Head[]
  rows: readonly Row[]
  /** Said when there is nothing. */
  empty: string
  /** The cursor stands on a cell, and moves sideways. */
  grid: boolean
  /** The command that lists the same. */
  words: readonly string[]
  /** There is more than was read. */
  more: boolean
}>

/** What a screen shows now. */
export type Page = Readonly<{
  /** Its place in the line of where one is. */
  crumb: string
  /** A few lines above the sheets: name and value, or a sentence. */
  facts: readonly Fact[]
  sheets: readonly Sheet[]
  /** What can be done here, whatever is chosen. */
  deeds: readonly DeedChoice[]
  /** The period it is about, where it is about one: other screens go on with it. */
  period?: string
}>

/** Who looks, and at which school. */
export type Reader = Readonly<{
  language: Language
  school: string
  zone: string
  rehearsal: boolean
  readOnly: boolean
  /** Own staff code or student number. */
  code: string | null
  /** The roles of the one who looks. */
  roles: readonly Role[]
}>

/** What a screen reads with. */
export type Desk = Readonly<{
  ctx: ScreenContext
  reader: Reader
  speak: Speak
  about: readonly string[]
  /** What to look for, on screens that search in the store; and how many rows are wanted at least. */
  search: string
  wanted: number
  /** Which sheet is looked at, for screens that read only that one. */
  sheet: number
}>

/** A screen: one file, one export, listed in `places.ts`. It reads through use cases and decides nothing. */
export type Screen = Readonly<{
  /** As it is typed: `ontrac open NAME`, or `:NAME`. */
  name: string
  title: Text
  /** Who may see it: those who may this. */
  view: View
  /** The filter is looked up in the store, as there may be more than was read. */
  searches?: true
  load: (desk: Desk) => Promise<Page>
}>

/** A deed of a sheet's row, in terms of what the row is of. */
export type RowDeed<R> = Readonly<{
  key: string
  label: Text
  /** Whoever may not do this does not see it. */
  deed: Deed
  when?: (row: R) => boolean
  fields?: (row: R) => readonly FieldOf[]
  words: (row: R, answers: Answers) => readonly string[]
  severe?: (row: R) => string
  /** Changes nothing: shown at once, also on a screen that is for looking. */
  look?: true
}>

/** A way from a row to another screen, by a key of its own. */
export type RowLink<R> = Readonly<{key: string; label: Text; to: (row: R) => Place | null}>

/** A field before it is put in the reader's language. */
export type FieldOf = Readonly<Omit<Field, 'label'> & {label: Text}>
