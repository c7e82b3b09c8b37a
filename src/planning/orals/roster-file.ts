import type {Context} from '../../context.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {oralSheet} from './oral-sheet.ts'
import type {PlanningStores} from '../store.ts'

/** The roster of an oral session as a table to print or mail, with titles in the school's language. */
export type RosterFile = Readonly<{
  session: string
  titles: readonly string[]
  rows: readonly (readonly (string | null)[])[]
}>

const TITLES = {
  nl: ['Datum', 'Van', 'Tot', 'Aanwezig', 'Examen', 'Studentnummer', 'Naam', 'Examinatoren', 'Lokaal'],
  en: ['Date', 'From', 'Until', 'Comes at', 'Exam', 'Student number', 'Name', 'Examiners', 'Room'],
} as const

/** Lays out the roster of an oral session for a file, by start. @throws ExamError `session.not-found` */
export async function rosterFile(ctx: Context<PlanningStores>, session: string): Promise<RosterFile> {
  return ctx.read('plan.read', async (stores) => {
    const {language} = await theInstitution(stores)
    const {session: code, on, slots} = await oralSheet(stores, await stores.sessions.get(session))
    const rows = slots.map(({from, until, comesAt, exam, student, name, examiners, room}) => [
      on,
      from,
      until,
      comesAt,
      exam,
      student,
      name,
      examiners.join(' '),
      room,
    ])
    return {session: code, titles: language === 'en' ? TITLES.en : TITLES.nl, rows}
  })
}
