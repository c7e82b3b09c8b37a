import type {DeliveryStores} from '../delivery/store.ts'
import type {Table} from '../store.ts'
import type {ResitRequest, Result, ResultMessage} from './model.ts'

/** What the results phase remembers, beside what earlier ones do. */
export type ResultStores = DeliveryStores &
  Readonly<{
    results: Table<Result>
    resultMessages: Table<ResultMessage>
    resits: Table<ResitRequest>
  }>
