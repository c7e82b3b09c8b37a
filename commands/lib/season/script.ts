import type {Role} from '../../../src/deeds.ts'

type Line = Readonly<{at: string; as: Role | undefined; expect: number; keep: Readonly<Record<string, string>>}>

const HEAD = `#!/usr/bin/env bash
# The season that "ontrac demo" just ran, as one would script it: every command with --json and no terminal.
# Usage: ONTRAC="node bin/run.js" STORE=sqlite:/tmp/season.db bash season.sh
set -u
ONTRAC=\${ONTRAC:-ontrac}
STORE=\${STORE:?Say which store with STORE=sqlite:FILE or postgres://...}
cd "$(dirname "$0")" || exit 1
# What the demo wrote at its end is written anew.
rm -rf naar-sis.csv plan.csv archief

# run EXIT-CODE WORDS...: runs a command and stops the script when it ends otherwise.
run() {
  local expected=$1
  shift
  answer=$($ONTRAC "$@" --store "$STORE" --yes --json </dev/null)
  local code=$?
  if [ "$code" -ne "$expected" ]; then
    printf 'ontrac %s\\nended with %s instead of %s\\n%s\\n' "$*" "$code" "$expected" "$answer" >&2
    exit 1
  fi
}
# part PATH: a part of the last answer.
part() { printf '%s' "$answer" | node -p "'$1'.split('.').reduce((part, key) => part[key], JSON.parse(require('fs').readFileSync(0, 'utf8')))"; }
`

/** The commands of a season as a shell script that anyone can read, change and run again. */
export class ScriptLines {
  readonly #lines: string[] = []

  comment(text: string): void {
    this.#lines.push('', `# ${text}`)
  }

  command(words: readonly string[], {at, as, expect, keep}: Line): void {
    const all = [...words, '--as-of', at, ...(as ? ['--as', as] : [])]
    this.#lines.push(`run ${expect} ${all.map(shellWord).join(' ')}`)
    for (const [name, path] of Object.entries(keep)) this.#lines.push(`${name}=$(part ${path})`)
  }

  toString(): string {
    return `${HEAD}${this.#lines.join('\n')}\n`
  }
}

/** As the stage replaces `$NAME`, so does the shell: such a word stands in double quotes. */
function shellWord(word: string): string {
  return /\$[A-Z]+/.test(word) ? `"${word}"` : quoted(word)
}

/** A word as one types it in a shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
