import type {Context} from '../../context.ts'
import {type BoardView, boardViews} from './board-view.ts'
import type {InstitutionStores} from '../store.ts'

/** The exam boards, by code, each with its members and what it answers for. */
export async function listBoards(ctx: Context<InstitutionStores>): Promise<readonly BoardView[]> {
  return ctx.read('catalogue.read', async (stores) => boardViews(stores, await stores.boards.all()))
}
