const QUOTED_OR_COMMENT = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g

/**
 * Refuses several statements in one text, which Postgres runs all, while sqlite3 runs the first and forgets the others
 * without a word.
 */
export function assertOneStatement(sql: string): void {
  if (!sql.includes(';') || /^\s*create\s+(temp\w*\s+)?trigger\b/i.test(sql)) return
  if (/;\s*\S/.test(sql.replace(QUOTED_OR_COMMENT, ''))) throw new Error('Run one statement at a time.')
}
