import type {DeliveryStores} from '../delivery/store.ts'
import type {Table} from '../store.ts'
import type {Attempt, ResitRequest, Result, ResultMessage} from './model.ts'

/** What the results phase remembers, beside what earlier ones do. */
export type ResultStores = DeliveryStores &
  Readonly<{
    attempts: Table<Attempt>
    results: Table<Result>
    resultMessages: Table<ResultMessage>
    resits: Table<ResitRequest>
  }>
