/** How far a list was scrolled when it was last drawn, so that it moves as little as possible. */
export class Scroll {
  #list = ''
  #line = 0

  /** The first line that was seen of a list; another list begins at its top. */
  of(list: string): number {
    return list === this.#list ? this.#line : 0
  }

  keep(list: string, line: number): void {
    this.#list = list
    this.#line = line
  }
}
