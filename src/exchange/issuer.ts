/** Whose an issuer's token is, and for which flows. */
export type IssuedTo = Readonly<{subject: string; scopes: readonly string[]}>

/**
 * Reads tokens of an external issuer; undefined for a token that is not its own, not for us, or over.
 *
 * @throws ExamError `oke.issuer-unreachable` when its keys cannot be fetched
 */
export type TokenReader = (token: string) => Promise<IssuedTo | undefined>
