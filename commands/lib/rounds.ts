/** Work that goes round by itself while a server runs. */
export type Rounds = Readonly<{
  /** Asks for a round soon, such as after a deed that leaves mail. */
  wake: () => void
  /** Lets the round that is at work finish, and begins no other. */
  stop: () => Promise<void>
}>

const SOON = 250

/** Does `round` now and again every `pause` milliseconds, never two at once; one that fails is told and the next comes. */
export function startRounds(round: () => Promise<void>, pause: number, failed: (error: unknown) => void): Rounds {
  let running: Promise<void> | undefined
  let wanted = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const plan = (after: number): void => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(run, after)
  }
  const run = (): void => {
    wanted = false
    running = round()
      .catch(failed)
      .finally(() => {
        running = undefined
        plan(wanted ? SOON : pause)
      })
  }
  plan(0)
  return {
    wake() {
      if (wanted) return
      wanted = true
      if (running === undefined) plan(SOON)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
