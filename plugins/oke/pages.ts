import {listOf, objectOf, type OkeObject} from '../../src/oke/parts.ts'
import type {Flow, OkeClient} from './client.ts'

/** The largest page that the standard knows. */
const PAGE = 250

/** All items of a list, page after page; a list that comes without pages is one. */
export async function* itemsOf(client: OkeClient, flow: Flow, path: string): AsyncGenerator<OkeObject> {
  for (let page = 1; ; page++) {
    const join = path.includes('?') ? '&' : '?'
    const answer = await client.json({flow, method: 'GET', path: `${path}${join}pageSize=${PAGE}&pageNumber=${page}`})
    const {items, hasNextPage} = objectOf(answer)
    for (const item of listOf(Array.isArray(answer) ? answer : items)) yield objectOf(item)
    if (hasNextPage !== true) return
  }
}
