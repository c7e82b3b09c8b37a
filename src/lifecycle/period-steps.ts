import type {PeriodStep, StepName} from './period-step.ts'
import {archive} from './steps/archive.ts'
import {close} from './steps/close.ts'
import {freeze} from './steps/freeze.ts'
import {open} from './steps/open.ts'
import {publish} from './steps/publish.ts'

/** Every step of a period's life, by name. */
export const PERIOD_STEPS: Readonly<Record<StepName, PeriodStep>> = {open, freeze, publish, close, archive}
