import {Args} from '@oclif/core'

/** A plan that is not applied yet. */
export const draftArg = () =>
  Args.string({required: true, description: 'Code of a draft plan, or of a period for its newest draft.'})

/** A session that a plan opens. */
export const plannedSessionArg = () =>
  Args.string({required: true, description: 'Code of a session in the plan, such as 1130-B104-0900.'})
