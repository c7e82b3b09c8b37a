/** A value, or several of which one must hold; null asks for an empty column. */
export type Where<T> = {readonly [K in keyof T]?: T[K] | readonly T[K][]}

export type ListOptions<T> = Readonly<{
  /** Default: by `code` where there is one, else by `id` (which follows time of making). Never a column that may be empty. */
  orderBy?: keyof T & string
  descending?: boolean
  /** Keyset paging: only what comes after this value of `orderBy` (design rule 5). */
  after?: string | number
  limit?: number
}>

/**
 * Plain records of one kind, as a use case sees them; questions that need more than one kind are methods of the phase's
 * own store. Everything about students is limited to the reach of the one who acts (design rule 3).
 */
export type Table<T extends {readonly id: string}> = Readonly<{
  /** By id, or by code among the active ones. */
  find: (key: string) => Promise<T | undefined>
  /** As {@link Table.find}. @throws ExamError `<noun>.not-found` */
  get: (key: string) => Promise<T>
  /** Active records; kinds that never end are all active. */
  all: (where?: Where<T>, options?: ListOptions<T>) => Promise<readonly T[]>
  /** Active and ended records. */
  history: (where?: Where<T>, options?: ListOptions<T>) => Promise<readonly T[]>
  count: (where?: Where<T>) => Promise<number>
  add: (rows: readonly T[]) => Promise<void>
  /** Changes one record and raises its `version` where it has one. @throws ExamError `<noun>.not-found` */
  change: (id: T['id'], change: Partial<Omit<T, 'id' | 'version'>>) => Promise<void>
  /** Changes every active record that fits; answers how many. */
  changeAll: (where: Where<T>, change: Partial<Omit<T, 'id' | 'version'>>) => Promise<number>
}>
