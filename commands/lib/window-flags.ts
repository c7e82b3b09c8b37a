import {Flags} from '@oclif/core'

/** The windows of a period, each `FROM..TO`. */
export const windowFlags = () => ({
  registration: Flags.string({summary: 'When one may register, FROM..TO.'}),
  enrolment: Flags.string({summary: 'When one may enrol, FROM..TO.'}),
  taking: Flags.string({summary: 'When exams may be taken, FROM..TO.'}),
})
