import {examStepCommand} from '../lib/period-step.ts'

export default examStepCommand({
  step: 'publish',
  summary: 'Publish the planned sessions of a period, or those with one exam.',
  description:
    'Refused while a session lacks a place, seats or a lead. Who may enrol, can from then on, as the enrolment windows say. Undone until somebody is enrolled.',
  examples: ['2026-P2', '2026-P2 --exam NE-3F-CE --dry-run', '2026-P2 --at 2026-11-09T09:00'],
  done: 'has its planned sessions published',
  next: 'ontrac enrolment assign PERIOD',
})
