// Bundles the program into dist/ and writes the command manifest: both only so that it starts fast.
import {globSync} from 'node:fs'
import {cp, readFile, rm, writeFile} from 'node:fs/promises'
import {dirname, extname, join, relative} from 'node:path'
import {Plugin} from '@oclif/core/config'
import {build} from 'esbuild'
import type {Plugin as BuildStep} from 'esbuild'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const manifest = join(root, 'oclif.manifest.json')

// Code of many sources ends up in one file, so that `new URL('./x', import.meta.url)` would no longer find its neighbour.
const NEIGHBOUR = /new URL\(\s*'(\.[^']+)',\s*import\.meta\.url\s*\)/g
const BANNER = `import {createRequire as createRequireOfDist} from 'node:module'
const require = createRequireOfDist(import.meta.url)
const distUrl = import.meta.url.slice(0, import.meta.url.lastIndexOf('/dist/') + 6)`

async function bundle(): Promise<void> {
  await build({
    absWorkingDir: root,
    outbase: root,
    outdir: dist,
    entryPoints: findEntries(),
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    // Native, optional, or only of use to React's developers.
    external: ['sqlite3', 'pg-native', 'react-devtools-core'],
    define: {'process.env.NODE_ENV': '"production"'},
    logOverride: {'assign-to-define': 'silent'},
    banner: {js: BANNER},
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [adaptSources],
  })
}

/** Each of these is loaded by its path, so each is a file of its own in dist/. */
function findEntries(): string[] {
  const commands = globSync('commands/**/*.ts', {cwd: root, exclude: ['commands/lib', 'commands/screens']})
  const workers = globSync('{db,plugins,src,web}/**/worker.ts', {cwd: root})
  return ['bin/main.ts', 'bin/help.ts', 'bin/unknown-command.ts', ...commands, ...workers]
}

/** The few things in which a source and its bundled form differ. */
const adaptSources: BuildStep = {
  name: 'adapt-sources',
  setup(steps) {
    // oclif asks at every start whether this is Linux inside Windows, to name the platform; finding out well takes 7 ms.
    steps.onResolve({filter: /^wsl-utils$/}, ({path}) => ({path, namespace: 'quick'}))
    steps.onLoad({filter: /.*/, namespace: 'quick'}, () => ({
      contents: `import {release} from 'node:os'\nexport const isWsl = process.platform === 'linux' && /microsoft/i.test(release())`,
    }))
    // Its commands are sorted at every start, by the rules of a language; their names are ASCII.
    steps.onLoad({filter: /@oclif.core.lib.config.plugin\.js$/}, async ({path}) => {
      const source = await readFile(path, 'utf8')
      return {contents: source.replaceAll('a.id.localeCompare(b.id)', '(a.id < b.id ? -1 : 1)'), loader: 'js'}
    })
    steps.onLoad({filter: /\.tsx?$/}, async ({path}) => {
      if (path.includes('node_modules')) return undefined
      const source = await readFile(path, 'utf8')
      const contents = shakeable(await keepNeighbours(source, dirname(path)))
      return {contents, loader: path.endsWith('x') ? 'tsx' : 'ts'}
    })
  },
}

/** Lets a source name a neighbouring worker or asset by URL; assets are copied to the same place in dist/. */
async function keepNeighbours(source: string, folder: string): Promise<string> {
  const found = [...source.matchAll(NEIGHBOUR)].map((match) => relative(root, join(folder, match[1] ?? '')))
  await Promise.all(found.filter((file) => extname(file) !== '.ts').map(copyAsset))
  return source.replaceAll(NEIGHBOUR, () => `new URL('${(found.shift() ?? '').replace(/\.ts$/, '.js')}', distUrl)`)
}

/** Where each part of oclif is that commands use; its index would load the other parts too. */
const PARTS_OF_OCLIF: Readonly<Record<string, string>> = {
  Args: "import * as Args from '@oclif/core/args'",
  Flags: "import * as Flags from '@oclif/core/flags'",
  Command: "import {Command} from '@oclif/core/command'",
}

/**
 * Imports only what is used: zod's `z` carries every language it speaks (23 ms of a start become 6 with its names as a
 * namespace), and oclif's index carries its configuration and help.
 */
function shakeable(source: string): string {
  return source
    .replaceAll("import {z} from 'zod'", "import * as z from 'zod'")
    .replaceAll(/^import \{([\w\s,]+)\} from '@oclif\/core'$/gm, (_, names: string) =>
      names
        .split(',')
        .flatMap((name) => PARTS_OF_OCLIF[name.trim()] ?? [])
        .join('; '),
    )
}

function copyAsset(file: string): Promise<void> {
  return cp(join(root, file), join(dist, file), {recursive: true})
}

/** What oclif would otherwise learn by loading every command at every start. */
async function writeManifest(): Promise<void> {
  const options = {root, isRoot: true, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true}
  const plugin = new Plugin(options)
  await plugin.load()
  await writeFile(manifest, JSON.stringify(plugin.manifest))
}

await rm(dist, {recursive: true, force: true})
await rm(manifest, {force: true})
await bundle()
await writeManifest()
