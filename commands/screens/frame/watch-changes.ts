/** Live within a second, and no busier than needed. */
const POLL_MS = 400
/** Reading takes at most a third of the time, so that a busy school does not keep the store busy with looking. */
const REST = 2

/**
 * Calls `onChange` whenever `changed` answers something else than before, one call after another, until the answer is called.
 * A store that does not answer for a moment is asked again.
 */
export function watchChanges(changed: () => Promise<number>, onChange: () => Promise<void>): () => void {
  let version: number | null = null
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    const asked = performance.now()
    const now = await changed().catch(() => version)
    if (version !== null && now !== version) await onChange()
    version = now
    if (timer) timer = setTimeout(() => void look(), Math.max(POLL_MS, (performance.now() - asked) * REST))
  }
  timer = setTimeout(() => void look(), 0)
  return () => {
    clearTimeout(timer)
    timer = undefined
  }
}
