import {Args, Flags} from '@oclif/core'

/** Arguments and flags that mean the same in every command. Each takes a code as people type it, or an id (design rule 5). */
const arg = (description: string) => () => Args.string({required: true, description})

export const studentArg = arg('Student number.')
export const staffArg = arg('Staff code.')
export const examArg = arg('Exam code.')
export const periodArg = arg('Period code, such as 2026-P2.')
export const sessionArg = arg('Session code, such as 1130-B104-0900.')
export const roomArg = arg('Room code.')
export const groupArg = arg('Group code.')
export const programmeArg = arg('Programme code.')
export const boardArg = arg('Exam board code.')
export const fileArg = arg('The file to read.')
export const codeArg = (what: string) => Args.string({required: true, description: `Code of the ${what}.`})

export const dryRunFlag = () => Flags.boolean({summary: 'Show what would happen and change nothing.'})
export const reasonFlag = (required = false) =>
  Flags.string({summary: 'Why, for the audit trail and the people concerned.', required})
export const periodFlag = (required = false) => Flags.string({summary: 'Period code.', required})
export const examFlag = () => Flags.string({summary: 'Only this exam.'})
export const limitFlag = () => Flags.integer({summary: 'At most this many rows.', default: 100, min: 1, max: 10_000})
export const afterFlag = () => Flags.string({summary: 'Only rows after this code, to page on.'})
export const keyFlag = () => Flags.string({summary: 'A key of your own: the same deed with the same key is done once.'})
export const outputFlag = () => Flags.string({summary: 'Write to this file instead of the screen.', char: 'o'})
