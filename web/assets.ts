import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {brotliCompressSync, gzipSync} from 'node:zlib'

/** A file that browsers keep for ever: its name changes with its content. */
type Asset = Readonly<{type: string; plain: Uint8Array; br: Uint8Array; gzip: Uint8Array}>

const FILES = {
  'app.css': {type: 'text/css; charset=utf-8', url: new URL('./public/app.css', import.meta.url)},
  'app.js': {type: 'text/javascript; charset=utf-8', url: new URL('./public/app.js', import.meta.url)},
  'duty.js': {type: 'text/javascript; charset=utf-8', url: new URL('./public/duty.js', import.meta.url)},
  'duty-worker.js': {type: 'text/javascript; charset=utf-8', url: new URL('./public/duty-worker.js', import.meta.url)},
  'icon.svg': {type: 'image/svg+xml', url: new URL('./public/icon.svg', import.meta.url)},
} as const

/** Names of the files in web/public. */
export type AssetName = keyof typeof FILES

/** The files of web/public by the addresses that pages use. */
export type Assets = Readonly<{
  href: (name: AssetName) => string
  answer: (name: string, accepts: string) => Response | undefined
  /** A file under an address that stays; browsers ask each time whether it changed, as they do of service workers. */
  asked: (name: AssetName) => Response
}>

const FOR_EVER = 'public, max-age=31536000, immutable'

/** Reads and compresses the files once. */
export function openAssets(): Assets {
  const byName = new Map<string, Asset>()
  const addresses = new Map<string, string>()
  for (const [name, {type, url}] of Object.entries(FILES)) {
    const plain = readFileSync(url)
    const digest = createHash('sha256').update(plain).digest('hex').slice(0, 12)
    const hashed = name.replace('.', `.${digest}.`)
    addresses.set(name, `/assets/${hashed}`)
    byName.set(hashed, {type, plain, br: brotliCompressSync(plain), gzip: gzipSync(plain)})
  }
  return {
    href: (name) => addresses.get(name) ?? '',
    asked(name) {
      const {type, plain} = byName.get((addresses.get(name) ?? '').slice('/assets/'.length)) as Asset
      const headers = {'Content-Type': type, 'Cache-Control': 'no-cache'}
      return new Response(plain as Uint8Array<ArrayBuffer>, {headers})
    },
    answer(name, accepts) {
      const asset = byName.get(name)
      if (!asset) return undefined
      const coding = accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : 'plain'
      const headers = {'Content-Type': asset.type, 'Cache-Control': FOR_EVER, Vary: 'Accept-Encoding'}
      return new Response(asset[coding] as Uint8Array<ArrayBuffer>, {
        headers: coding === 'plain' ? headers : {...headers, 'Content-Encoding': coding},
      })
    },
  }
}
