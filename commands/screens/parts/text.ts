/** The languages that screens speak (design rule 20). */
export type Language = 'nl' | 'en'

/** What a screen says, in every language it speaks: what one of them lacks does not compile. */
export type Text = Readonly<Record<Language, string>>

/** A text, Dutch first. */
export const say = (nl: string, en: string): Text => ({nl, en})

/** Speaks one language; made once for the reader. */
export type Speak = (text: Text) => string

/** The language of the reader, else that of the school, else Dutch. */
export function languageOf(...wanted: readonly (string | null | undefined)[]): Language {
  const first = wanted.find((language) => language === 'nl' || language === 'en')
  return first === 'en' ? 'en' : 'nl'
}
