import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createKeyFile} from '../../plugins/system/signer.ts'

/** A real `ontrac serve` on a store, in a process of its own that can be killed and started again at the same address. */
export async function openServing(store: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ontrac-serving-'))
  const keyFile = join(folder, 'ontrac.key')
  await createKeyFile(keyFile)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    const program = join(import.meta.dirname, '../../bin/dev.js')
    const words = [program, 'serve', '--store', store, '--port', String(port), '--no-jobs', '--no-log']
    const own = {HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, ONTRAC_KEY_FILE: keyFile}
    let said = ''
    child = spawn(process.execPath, words, {env: {...process.env, ...own}, stdio: ['ignore', 'pipe', 'pipe']})
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
    while (!(await answers(origin))) {
      if (child.exitCode !== null) throw new Error(`ontrac serve ended with ${child.exitCode}: ${said}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  /** Ends it in the middle of whatever it does. */
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return {
    origin,
    start,
    kill,
    async close() {
      await kill()
      rmSync(folder, {recursive: true, force: true})
    },
  }
}

async function answers(origin: string): Promise<boolean> {
  return (await fetch(`${origin}/health`).catch(() => undefined))?.ok === true
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as {port: number}
  server.close()
  await once(server, 'close')
  return port
}
