/** An apostrophe before what a spreadsheet would run as a formula; a carriage return was read as a line end. */
const GUARDED = /^'[=+\-@\t\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** Takes off the apostrophe that keeps a written cell from running as a formula, so that what was written comes back. */
export function unguarded(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}
