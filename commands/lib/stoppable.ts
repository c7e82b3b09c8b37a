/** Hears how a long work is stopped, early and with what it has until then. */
export type StopOffer = (stop: () => void) => void

/**
 * Does work that can be stopped early. Whoever runs the command inside another is offered the means; else Ctrl-C stops it,
 * once: a second Ctrl-C ends the program.
 */
export async function stoppable<T>(
  work: (signal: AbortSignal) => Promise<T>,
  offer: StopOffer | undefined,
): Promise<T> {
  const stop = new AbortController()
  const onStop = (): void => stop.abort()
  if (offer) offer(onStop)
  else process.once('SIGINT', onStop)
  try {
    return await work(stop.signal)
  } finally {
    process.removeListener('SIGINT', onStop)
  }
}
