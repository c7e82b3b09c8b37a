import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import type {BoardId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Board} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** An exam board. */
export const CreateBoard = z.strictObject({code: z.string().trim().min(1).max(40), name: z.string().trim().min(1)})

/** Makes an exam board. @throws ExamError `board.refused` with `board.exists` */
export async function createBoard(ctx: Context<InstitutionStores>, input: z.input<typeof CreateBoard>): Promise<Board> {
  const wanted = parsed(CreateBoard, input)
  return ctx.write('board.create', {}, async ({boards}, entry) => {
    if (await boards.find(wanted.code))
      throw refuse('board', [{code: 'board.exists', message: `Board ${wanted.code} exists already.`}])
    const board: Board = {...wanted, id: ctx.ids.next<BoardId>(), endedAt: null, version: 1}
    await boards.add([board])
    entry.note({about: ['board', board.id], facts: {code: board.code}})
    return board
  })
}
