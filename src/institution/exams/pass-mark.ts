import type {Reason} from '../../errors.ts'
import type {ResultScale} from './exam.ts'
import type {Exam} from '../model.ts'

/** Highest value and number of decimals of the scales that are numbers (OKE `resultValueType`). */
const NUMERIC: Readonly<Partial<Record<ResultScale, Readonly<{highest: number; decimals: number}>>>> = {
  '0-100': {highest: 100, decimals: 0},
  '0-10': {highest: 10, decimals: 0},
  '0.0-10.0': {highest: 10, decimals: 1},
}

/** Why a pass mark is none on the scale of its exam: on a scale of numbers it is one of them. */
export function unfitPassMark({
  code,
  resultScale,
  passMark,
}: Pick<Exam, 'code' | 'resultScale' | 'passMark'>): readonly Reason[] {
  const scale = NUMERIC[resultScale]
  if (passMark === null || !scale) return []
  const digits = scale.decimals === 0 ? /^\d+$/ : new RegExp(`^\\d+(\\.\\d{1,${scale.decimals}})?$`)
  if (digits.test(passMark) && Number(passMark) <= scale.highest) return []
  const message = `"${passMark}" is no result on the scale ${resultScale} of ${code}; give another --pass-mark.`
  return [{code: 'exam.pass-mark', message, details: {scale: resultScale}}]
}
