import type {Route} from '../../route.ts'
import {officeBoard} from './board.tsx'
import {officeDemand} from './demand.tsx'
import {officeMail} from './mail.tsx'
import {officePeriod} from './period.tsx'
import {officeRooms} from './rooms.tsx'
import {officeSteps} from './step.tsx'
import {officeWindows} from './windows.tsx'

/** The pages of the exam office. */
export const OFFICE_PAGES: readonly Route[] = [
  ...officePeriod,
  ...officeSteps,
  ...officeWindows,
  ...officeDemand,
  ...officeRooms,
  ...officeBoard,
  ...officeMail,
]
