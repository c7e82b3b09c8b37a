import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {parseSync} from '@swc/core'

/** A part of a parsed source: swc's own shape, of which each reader looks at what it needs. */
export type SourceNode = Readonly<{type: string} & Record<string, unknown>>

const parsed = new Map<string, SourceNode>()

/** Sources below `root` by pattern, sorted. */
export function sourceFiles(root: string, pattern: string): readonly string[] {
  return globSync(pattern, {cwd: root})
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
}

export function parseSource(root: string, file: string): SourceNode {
  const path = join(root, file)
  const known = parsed.get(path)
  if (known) return known
  const tree = parseText(readFileSync(path, 'utf8'), file.endsWith('x'))
  parsed.set(path, tree)
  return tree
}

export function parseText(text: string, tsx = false): SourceNode {
  return parseSync(text, {syntax: 'typescript', target: 'es2024', tsx}) as unknown as SourceNode
}

// Types hold literals too, which are no values; these few nodes stand around a value.
const AROUND_VALUES = new Set(['TsAsExpression', 'TsSatisfiesExpression', 'TsNonNullExpression', 'TsConstAssertion'])

/** Every node that can have a value, outermost first. */
export function* nodesIn(part: unknown): Generator<SourceNode> {
  if (Array.isArray(part)) for (const each of part) yield* nodesIn(each)
  else if (isNode(part)) {
    if (part.type.startsWith('Ts') && !AROUND_VALUES.has(part.type)) return
    yield part
    for (const child of Object.values(part)) yield* nodesIn(child)
  } else if (typeof part === 'object' && part !== null) {
    for (const child of Object.values(part)) yield* nodesIn(child)
  }
}

export function isNode(part: unknown): part is SourceNode {
  return typeof part === 'object' && part !== null && typeof (part as SourceNode).type === 'string'
}

/** The name or text of an identifier or a literal. */
export function wordOf(part: unknown): string | undefined {
  return isNode(part) && typeof part['value'] === 'string' ? part['value'] : undefined
}

export function argumentsOf(call: SourceNode): readonly unknown[] {
  return ((call['arguments'] ?? []) as readonly {expression: unknown}[]).map(({expression}) => expression)
}

/** The texts that an expression can be as far as it is written down: both sides of a choice, `{name}` for what is put in. */
export function textsOf(part: unknown): readonly string[] {
  if (!isNode(part)) return []
  switch (part.type) {
    case 'StringLiteral':
      return [String(part['value'])]
    case 'TemplateLiteral':
      return [templateText(part)]
    case 'ConditionalExpression':
      return [...textsOf(part['consequent']), ...textsOf(part['alternate'])]
    case 'ParenthesisExpression':
    case 'TsConstAssertion':
    case 'TsAsExpression':
      return textsOf(part['expression'])
    default:
      return []
  }
}

function templateText(template: SourceNode): string {
  const holes = template['expressions'] as readonly SourceNode[]
  return (template['quasis'] as readonly SourceNode[])
    .map((quasi, i) => `${String(quasi['raw'])}${holes[i] ? `{${lastName(holes[i])}}` : ''}`)
    .join('')
}

/** `state` of `plan.state`. */
function lastName(part: SourceNode): string {
  return wordOf(part.type === 'MemberExpression' ? part['property'] : part) ?? '…'
}
