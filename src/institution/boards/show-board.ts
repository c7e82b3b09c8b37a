import type {Context} from '../../context.ts'
import {type BoardView, boardView} from './board-view.ts'
import type {InstitutionStores} from '../store.ts'

/** A board with its members and what it answers for. @throws ExamError `board.not-found` */
export async function showBoard(ctx: Context<InstitutionStores>, code: string): Promise<BoardView> {
  return ctx.read('catalogue.read', async (stores) => boardView(stores, await stores.boards.get(code)))
}
