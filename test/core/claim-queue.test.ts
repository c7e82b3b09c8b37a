import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Outcome} from '../../src/context.ts'
import {openClaimQueue} from '../../src/enrolment/seats/claim-queue.ts'

const OPTIONS = {together: 50, atOnce: 2, longest: 5000}

/** Lets a test say when a batch is settled. */
function openGate() {
  const open: (() => void)[] = []
  return {
    wait: () => new Promise<void>((resolve) => void open.push(resolve)),
    pass: async () => {
      open.shift()?.()
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

const answered = (claims: readonly number[]): readonly Outcome<string>[] =>
  claims.map((claim) => ({answer: `got ${claim}`}))

describe('claims that wait for their turn', () => {
  test('go at once when nobody is before them, and then together with who came meanwhile', async () => {
    const gate = openGate()
    const batches: (readonly number[])[] = []
    const queue = openClaimQueue<number, string>({
      ...OPTIONS,
      settle: async (claims) => {
        batches.push(claims)
        await gate.wait()
        return answered(claims)
      },
    })
    const asks = [1, 2, 3].map((claim) => queue.claim('S1', claim))
    expect(batches).toEqual([[1]])
    expect(queue.waiting()).toBe(2)
    await gate.pass()
    expect(batches).toEqual([[1], [2, 3]])
    await gate.pass()
    expect(await Promise.all(asks)).toEqual(['got 1', 'got 2', 'got 3'])
  })

  test('hold up their own session only, and go together with what waits in others', async () => {
    const gate = openGate()
    const begun: string[] = []
    const queue = openClaimQueue<string, string>({
      ...OPTIONS,
      settle: async (claims) => {
        begun.push(...claims)
        await gate.wait()
        return claims.map((answer) => ({answer}))
      },
    })
    const asks = ['a1', 'a2', 'b1', 'c1'].map((claim) => queue.claim(claim[0]!, claim))
    expect(begun).toEqual(['a1', 'b1'])
    await gate.pass()
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2'])
    for (let i = 0; i < 3; i++) await gate.pass()
    expect(await Promise.all(asks)).toEqual(['a1', 'a2', 'b1', 'c1'])
  })

  test('fail each for its own reason, or all when the whole fails', async () => {
    const queue = openClaimQueue<number, number>({
      ...OPTIONS,
      settle: async (claims) => {
        if (claims.includes(13)) throw new Error('The store is gone.')
        return claims.map((claim) => (claim % 2 === 0 ? {answer: claim} : {error: new Error(`${claim} is odd.`)}))
      },
    })
    await expect(queue.claim('S1', 1)).rejects.toThrow('1 is odd.')
    expect(await queue.claim('S1', 2)).toBe(2)
    await expect(queue.claim('S1', 13)).rejects.toThrow('The store is gone.')
    expect(await queue.claim('S1', 4)).toBe(4)
  })

  test('are told that it is busy, and not that it is full, when the line is too long', async () => {
    const gate = openGate()
    const queue = openClaimQueue<number, string>({
      ...OPTIONS,
      longest: 2,
      settle: async (claims) => {
        await gate.wait()
        return answered(claims)
      },
    })
    const first = queue.claim('S1', 0)
    const waiting = [1, 2].map((claim) => queue.claim('S1', claim))
    await expect(queue.claim('S1', 3)).rejects.toMatchObject({kind: 'unavailable', code: 'session.busy'})
    await gate.pass()
    await gate.pass()
    expect(await Promise.all([first, ...waiting])).toHaveLength(3)
  })

  test('are all answered once, in order per session, in batches of bounded size, whatever the rush', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('A', 'B', 'C'), {maxLength: 200}),
        fc.integer({min: 1, max: 20}),
        fc.integer({min: 1, max: 3}),
        async (lines, together, atOnce) => {
          const settled: string[] = []
          let busy = 0
          const queue = openClaimQueue<string, string>({
            together,
            atOnce,
            longest: 1000,
            settle: async (claims) => {
              busy++
              expect(busy).toBeLessThanOrEqual(atOnce)
              expect(claims.length).toBeLessThanOrEqual(together)
              await Promise.resolve()
              settled.push(...claims)
              busy--
              return claims.map((answer) => ({answer}))
            },
          })
          const claims = lines.map((line, i) => `${line}${i}`)
          expect(await Promise.all(claims.map((claim) => queue.claim(claim[0]!, claim)))).toEqual(claims)
          for (const line of ['A', 'B', 'C']) {
            const own = (all: readonly string[]) => all.filter((claim) => claim.startsWith(line))
            expect(own(settled)).toEqual(own(claims))
          }
        },
      ),
    )
  })
})
