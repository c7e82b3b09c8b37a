import {z} from 'zod'
import {canonicalJson} from '../json.ts'
import type {Hasher} from '../ports.ts'

/** A file of a bundle; `path` is relative to its folder, with slashes. */
export const BundleFile = z.strictObject({
  path: z.string().min(1),
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type BundleFile = z.infer<typeof BundleFile>

/** What a bundle says of itself: which files it has, in order of path, and where the audit trail stood. */
export const Manifest = z.strictObject({
  format: z.literal('ontrac-archive/1'),
  code: z.string(),
  institution: z.string(),
  period: z.string(),
  builtAt: z.string(),
  /** The newest seal of the audit trail; null when there was none. */
  auditSeal: z.strictObject({number: z.int().min(1), digest: z.string()}).nullable(),
  students: z.int().min(0),
  sessions: z.int().min(0),
  files: z.array(BundleFile),
})
export type Manifest = z.infer<typeof Manifest>

/** The signature over a manifest. */
export const BundleSeal = z.strictObject({digest: z.string(), signature: z.string(), publicKey: z.string()})
export type BundleSeal = z.infer<typeof BundleSeal>

/** Where manifest and seal stand; the manifest names all others. */
export const MANIFEST = 'manifest.json'
export const SEAL = 'seal.json'
/** Where the audit trail stands in a bundle: the chain, and the batches that hold what the dossiers tell. */
export const CHAIN = 'audit/chain.json'
export const batchPath = (seal: number): string => `audit/seal-${String(seal).padStart(8, '0')}.json`

/** JSON as a bundle holds it: two spaces, the same value always the same text, with a last line end. */
export function bundleJson(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`
}

/** A file as the manifest lists it. */
export function listed(hash: Hasher, path: string, content: string): BundleFile {
  const bytes = new TextEncoder().encode(content)
  return {path, size: bytes.length, sha256: hash.sha256(bytes)}
}

/** What the key signs: it can be mistaken for nothing else that the key may sign. */
export function bundleSealText({code}: Pick<Manifest, 'code'>, digest: string): string {
  return `ontrac archive ${code} ${digest}`
}
