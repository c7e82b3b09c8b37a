/** What is wrong with one event of a file, as the end of a sentence; becomes part of one refusal of the whole file. */
export class BrokenEvent extends Error {}
