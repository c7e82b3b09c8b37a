import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {RESULT_SCALES, type ResultScale} from '../../src/institution/exams/exam.ts'
import {passes, scoreOn, valuesOf, worth} from '../../src/results/scales.ts'

/** Every value of a scale, from the worst to the best. */
const VALUES: Readonly<Record<ResultScale, readonly string[]>> = {
  'pass-or-fail': ['failed', 'passed'],
  'insufficient-satisfactory-good': ['insufficient', 'satisfactory', 'good'],
  'US letter': ['F', 'D-', 'D', 'D+', 'C-', 'C', 'C+', 'B-', 'B', 'B+', 'A-', 'A', 'A+'],
  'UK letter': ['U', 'G', 'F', 'E', 'D', 'C', 'B', 'A', 'A*'],
  'DE grade': ['6', '5', '4', '3', '2', '1'],
  '0-100': Array.from({length: 101}, (_, i) => String(i)),
  '0-10': Array.from({length: 11}, (_, i) => String(i)),
  '0.0-10.0': Array.from({length: 101}, (_, i) => (i / 10).toFixed(1)),
  referenceLevelRKTR: ['Op weg naar 1F', '1F', '1S', '2F', '2S', '3F', '3S', '4F', '4S'],
  referenceLevelERK: ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'],
}

const scales = fc.constantFrom(...RESULT_SCALES)
const scored = scales.chain((scale) =>
  fc.record({
    scale: fc.constant(scale),
    score: fc.constantFrom(...VALUES[scale]),
    other: fc.constantFrom(...VALUES[scale]),
  }),
)

describe('a score', () => {
  test('that is on its scale is read as it is, whatever its capitals and white space', () => {
    fc.assert(
      fc.property(scored, ({scale, score}) => {
        expect(scoreOn(scale, score)).toBe(score)
        expect(scoreOn(scale, ` ${score.toLowerCase()} `)).toBe(score)
      }),
    )
  })

  test('is worth more exactly where it stands higher on the scale', () => {
    fc.assert(
      fc.property(scored, ({scale, score, other}) => {
        const [a, b] = [score, other].map((value) => VALUES[scale].indexOf(value)) as [number, number]
        expect(Math.sign(worth(scale, score) - worth(scale, other))).toBe(Math.sign(a - b))
      }),
    )
  })

  test('that passes, passes with every better one', () => {
    fc.assert(
      fc.property(scored, scored, ({scale, score, other}, mark) => {
        const passMark = mark.scale === scale ? mark.score : null
        const [low, high] = worth(scale, score) <= worth(scale, other) ? [score, other] : [other, score]
        expect(passes(scale, low, passMark) && !passes(scale, high, passMark)).toBe(false)
      }),
    )
  })

  test('at the pass mark passes', () => {
    fc.assert(
      fc.property(scored, ({scale, score}) => {
        expect(passes(scale, score, score)).toBe(true)
      }),
    )
  })

  test('that is no value of any scale is refused, with the scale’s own values', () => {
    const nonsense = fc.string().filter((text) => !/^[\s\w+*,.-]*$/.test(text))
    fc.assert(
      fc.property(scales, nonsense, (scale, text) => {
        expect(() => scoreOn(scale, text)).toThrowError(valuesOf(scale))
      }),
    )
  })
})

describe('as schools write them', () => {
  test.each([
    ['0.0-10.0', '7,5', '7.5'],
    ['0.0-10.0', '7', '7.0'],
    ['0.0-10.0', '10', '10.0'],
    ['0-10', '8.0', '8'],
    ['0-100', '85', '85'],
    ['insufficient-satisfactory-good', 'V', 'satisfactory'],
    ['insufficient-satisfactory-good', 'o', 'insufficient'],
    ['insufficient-satisfactory-good', 'Goed', 'good'],
    ['pass-or-fail', 'behaald', 'passed'],
    ['pass-or-fail', 'Niet voldaan', 'failed'],
    ['UK letter', 'a*', 'A*'],
    ['referenceLevelRKTR', 'op weg naar 1f', 'Op weg naar 1F'],
    ['referenceLevelERK', 'b1', 'B1'],
  ] as const)('on %s, "%s" is %s', (scale, text, score) => {
    expect(scoreOn(scale, text)).toBe(score)
  })

  test.each([
    ['0.0-10.0', '7.55'],
    ['0.0-10.0', '10.1'],
    ['0.0-10.0', '-1'],
    ['0.0-10.0', ''],
    ['0-10', '7.5'],
    ['0-10', '1e1'],
    ['0-100', '101'],
    ['DE grade', '7'],
    ['UK letter', 'A+'],
    ['US letter', 'E'],
    ['referenceLevelERK', 'D1'],
    ['pass-or-fail', 'satisfactory'],
  ] as const)('on %s, "%s" is refused', (scale, text) => {
    expect(() => scoreOn(scale, text)).toThrowError(expect.objectContaining({code: 'result.not-on-scale'}))
  })
})

describe('a pass mark', () => {
  test.each([
    ['0-10', '6', '5.5', true],
    ['0-10', '5', '5,5', false],
    ['0.0-10.0', '5.4', '5.5', false],
    ['DE grade', '4', '4', true],
    ['DE grade', '5', '4', false],
    ['insufficient-satisfactory-good', 'satisfactory', 'V', true],
  ] as const)('on %s, %s with pass mark %s passes: %s', (scale, score, mark, passed) => {
    expect(passes(scale, score, mark)).toBe(passed)
  })

  test.each([
    ['pass-or-fail', 'passed', 'failed'],
    ['insufficient-satisfactory-good', 'satisfactory', 'insufficient'],
    ['0.0-10.0', '5.5', '5.4'],
    ['0-10', '6', '5'],
    ['0-100', '55', '54'],
    ['DE grade', '4', '5'],
    ['UK letter', 'E', 'F'],
    ['US letter', 'D-', 'F'],
    ['referenceLevelERK', 'A1', null],
    ['referenceLevelRKTR', '1F', 'Op weg naar 1F'],
  ] as const)('that is not given is the usual one of %s', (scale, enough, short) => {
    expect(passes(scale, enough, null)).toBe(true)
    if (short !== null) expect(passes(scale, short, null)).toBe(false)
  })

  test('that is not on the scale is told as the exam’s fault', () => {
    expect(() => passes('0-10', '6', 'goed')).toThrowError(
      expect.objectContaining({code: 'exam.pass-mark-not-on-scale'}),
    )
  })
})
