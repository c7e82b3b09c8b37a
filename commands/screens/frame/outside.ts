import type {Ran, Watching} from './deed-panel.ts'
import type {Page, Place} from '../parts/screen.ts'
import type {Speak} from '../parts/text.ts'
import type {Stop} from './view-state.ts'

/** What the screens ask of the program around them. */
export type Outside = Readonly<{
  speak: Speak
  /** Reads a place. @throws whatever its use cases throw */
  load: (stop: Stop) => Promise<Page>
  /** The place that a typed text names, or null. */
  find: (text: string) => Promise<Place | null>
  /** Runs a command in this process; never throws for what is refused. */
  run: (words: readonly string[], watching: Watching) => Promise<Ran>
  /** What is known of the command that words begin with. */
  command: (words: readonly string[]) => Readonly<{previews: boolean}> | null
  /** Differs when anybody may have changed anything. */
  changed: () => Promise<number>
  /** Words that every command shown needs, such as the store that was named. */
  common: readonly string[]
  readOnly: boolean
  copy: (text: string) => void
  quit: () => void
}>
