import {Box, Text, useInput, useIsScreenReaderEnabled, useWindowSize} from 'ink'
import {useEffect, useState, useSyncExternalStore} from 'react'
import type {Cockpit} from './cockpit.ts'
import type {CockpitState} from './cockpit-state.ts'
import {type Around, drawFrame, type Size} from './draw-frame.ts'
import {keyName} from './keys.ts'
import type {Reader} from '../parts/screen.ts'
import {speakFrame} from './spoken.ts'
import {Scroll} from './scroll.ts'
import type {Speak} from '../parts/text.ts'

/** The clock in the title changes by the minute; nothing else moves by itself. */
const CLOCK_MS = 15_000

type AppProps = Readonly<{cockpit: Cockpit; reader: Reader; speak: Speak; clock: () => string; size?: Size}>

/** Everything on the terminal: draws the cockpit's state and passes keys on to it. */
export function App({cockpit, reader, speak, clock, size}: AppProps) {
  const state = useSyncExternalStore(cockpit.subscribe, cockpit.current, cockpit.current)
  const window = useWindowSize()
  const aloud = useIsScreenReaderEnabled()
  const now = useClock(clock)
  const [scroll] = useState(() => new Scroll())
  useEffect(() => {
    cockpit.start()
    return () => cockpit.stop()
  }, [cockpit])
  useInput((input, key) => {
    const name = keyName(input, key)
    if (name !== input || input.length <= 1) return cockpit.press(name, input)
    for (const [typedName, text] of keysIn(input, cockpit.state.mode.kind === 'list')) cockpit.press(typedName, text)
  })
  const around = {reader, speak, size: size ?? window, clock: now, commandOf: (deed: DeedOf) => cockpit.commandOf(deed)}
  return aloud ? (
    <Lines lines={speakFrame(state, {...around, top: 0})} />
  ) : (
    <FrameView state={state} around={around} scroll={scroll} />
  )
}

type DeedOf = Parameters<Around['commandOf']>[0]

/** Several characters at once: pasted text, or keys that came faster than they were read. */
function keysIn(input: string, onList: boolean): readonly (readonly [name: string, text: string])[] {
  const parts = onList ? Array.from(input) : input.split(/(\r)/)
  return parts.filter((part) => part !== '').map((part) => (part === '\r' ? ['enter', ''] : [part, part]))
}

/** Draws a state on the whole terminal. */
export function FrameView({
  state,
  around,
  scroll,
}: Readonly<{state: CockpitState; around: Omit<Around, 'top'>; scroll: Scroll}>) {
  const list = listName(state)
  const frame = drawFrame(state, {...around, top: scroll.of(list)})
  scroll.keep(list, frame.top)
  return <Lines lines={frame.lines} />
}

function listName({stops}: CockpitState): string {
  const stop = stops.at(-1)
  return [stops.length, stop?.place.screen, ...(stop?.place.about ?? []), stop?.sheet].join(' ')
}

function Lines({lines}: Readonly<{lines: readonly string[]}>) {
  return (
    <Box flexDirection="column">
      {lines.map((line, i) => (
        <Text key={i} wrap="truncate">
          {line === '' ? ' ' : line}
        </Text>
      ))}
    </Box>
  )
}

function useClock(clock: () => string): string {
  const [now, setNow] = useState(clock)
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), CLOCK_MS)
    return () => clearInterval(timer)
  }, [clock])
  return now
}
