/** A command as one types it in a shell. */
export function shellText(words: readonly string[]): string {
  return ['ontrac', ...words.map(quoted)].join(' ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Words as a shell would read them: quotes hold spaces together. */
export function shellWords(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  )
}

/** Words of a flag that is given only when something was typed. */
export function given(flag: string, answer: string | undefined): readonly string[] {
  const text = answer?.trim() ?? ''
  return text === '' ? [] : [`--${flag}`, text]
}
