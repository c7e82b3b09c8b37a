/** Kind of the job that makes results of what assessors agreed on, once attempts are there. */
export const RECORD_ASSESSED = 'record-assessed'
