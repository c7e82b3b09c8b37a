/** The address of a page below the school's own; `page` may or may not end in a slash. */
export function pageAt(page: string, path: string): string {
  return `${page.replace(/\/+$/, '')}${path}`
}
