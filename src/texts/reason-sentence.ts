/** What a reason's details can say in words: a moment, a day, or a code or number as it is. */
export type Told = Readonly<{
  at: (name: string) => string
  on: (name: string) => string
  value: (name: string) => string
}>

export type Sentence = string | ((told: Told) => string)

/** Reasons by code, each with the next step. */
export type Sentences = Readonly<Record<string, Sentence>>
