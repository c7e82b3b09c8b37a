/** A command line that a document shows; `whole` when a reader can type it as it stands, and not only a name in a sentence. */
export type DocCommand = Readonly<{line: number; words: readonly string[]; whole: boolean}>

/**
 * The `ontrac …` lines of a Markdown text: in code blocks of a shell, after `$ ` in blocks that show a screen, and in code
 * spans of sentences. `line` counts from 1.
 */
export function docCommands(markdown: string): readonly DocCommand[] {
  let fence: string | undefined
  return markdown
    .replaceAll(/(?:.*\\\n)+.*/g, onOneLine)
    .split('\n')
    .flatMap((text, i) => {
      const [, language] = /^\s*```(\w*)/.exec(text) ?? []
      if (language !== undefined) {
        fence = fence === undefined ? language : undefined
        return []
      }
      const whole = fence !== undefined
      return typedIn(text, fence).map((typed) => ({line: i + 1, words: shellWords(typed), whole}))
    })
}

/** A command that goes on after a backslash; what follows keeps its line number. */
function onOneLine(broken: string): string {
  const lines = broken.split(/\\\n\s*/)
  return lines.join(' ') + '\n'.repeat(lines.length - 1)
}

function typedIn(text: string, fence: string | undefined): readonly string[] {
  if (fence === undefined) return [...text.matchAll(/`ontrac ([^`]+)`/g)].map((match) => match[1] ?? '')
  const place = fence === 'sh' || fence === 'cron' ? /^(?!\s*#).*?\bontrac ([\w-].*)$/ : /^\s*\$ ontrac ([\w-].*)$/
  return [place.exec(text)?.[1] ?? []].flat()
}

/** The words that a shell would pass on, up to the first that it keeps for itself: a pipe, a redirection, a comment. */
function shellWords(line: string): readonly string[] {
  const words = [...line.matchAll(/(?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"])+/g)].map(([word]) => word)
  const end = words.findIndex((word) => /^(\||&&|;|#|\d?>|<)/.test(word))
  return words
    .slice(0, end === -1 ? undefined : end)
    .map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, one?: string, two?: string) => one ?? two ?? ''))
}
