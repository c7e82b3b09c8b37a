import {execFileSync} from 'node:child_process'
import {readFile} from 'node:fs/promises'
import {execa} from 'execa'

/** Whether a real terminal can be had: tmux is installed. */
export function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}

/** A program in a real terminal of tmux, on a server of its own. */
export type TmuxScreen = Readonly<{
  /** Presses keys by tmux's names, such as Enter, Escape, Down, or a letter. */
  keys: (...names: string[]) => Promise<void>
  /** Types a text letter by letter. */
  type: (text: string) => Promise<void>
  /** What is on the screen. */
  shows: () => Promise<string>
  /** Waits for a text. @throws with what is there when it does not come */
  sees: (text: string | RegExp) => Promise<string>
  resize: (columns: number, rows: number) => Promise<void>
  /** Milliseconds of processor that the program has taken until now. */
  processor: () => Promise<number>
  /** The exit code of the program, once it has ended. */
  ended: () => Promise<number>
  close: () => Promise<void>
}>

let servers = 0
const PATIENCE_MS = 30_000

/** Starts a program in a terminal of a size. */
export async function openTmux(
  command: readonly string[],
  {
    env,
    cwd,
    columns = 100,
    rows = 30,
  }: Readonly<{env: Readonly<Record<string, string>>; cwd: string; columns?: number; rows?: number}>,
): Promise<TmuxScreen> {
  const server = `ontrac-test-${process.pid}-${++servers}`
  const tmux = async (...words: string[]): Promise<string> => {
    const {stdout} = await execa('tmux', ['-L', server, '-f', '/dev/null', ...words], {
      env: {...env, TERM: 'xterm-256color'},
      cwd,
    })
    return stdout
  }
  await tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', cwd, ...command)
  await tmux('set-option', '-g', 'remain-on-exit', 'on')
  const shows = (): Promise<string> => tmux('capture-pane', '-p')
  const until = async (isThere: () => Promise<boolean>): Promise<boolean> => {
    const end = performance.now() + PATIENCE_MS
    while (performance.now() < end) {
      if (await isThere()) return true
      await pause(100)
    }
    return false
  }
  return {
    shows,
    async keys(...names) {
      for (const name of names) {
        await tmux('send-keys', name)
        await pause(120)
      }
    },
    async type(text) {
      await tmux('send-keys', '-l', text)
      await pause(200)
    },
    async sees(text) {
      const found = await until(async () => {
        const screen = await shows()
        return typeof text === 'string' ? screen.includes(text) : text.test(screen)
      })
      if (!found) throw new Error(`"${text.toString()}" is not on the screen:\n${await shows()}`)
      return shows()
    },
    resize: async (width, height) => void (await tmux('resize-window', '-x', String(width), '-y', String(height))),
    async processor() {
      const pid = (await tmux('display-message', '-p', '#{pane_pid}')).trim()
      return processorTime(await readFile(`/proc/${pid}/stat`, 'utf8'))
    },
    async ended() {
      const status = (): Promise<string> => tmux('display-message', '-p', '#{pane_dead} #{pane_dead_status}')
      if (!(await until(async () => (await status()).startsWith('1'))))
        throw new Error(`It still runs:\n${await shows()}`)
      return Number((await status()).split(' ')[1])
    },
    close: async () => void (await tmux('kill-server').catch(() => undefined)),
  }
}

/** User and system time in milliseconds, from what Linux says of a process in hundredths of a second. */
function processorTime(stat: string): number {
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(afterName[11]) + Number(afterName[12])) * 10
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
