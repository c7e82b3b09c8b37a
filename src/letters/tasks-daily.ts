import {z} from 'zod'
import {DayText} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    subject: (count: number) =>
      count === 1 ? 'Er staat 1 taak voor je klaar' : `Er staan ${count} taken voor je klaar`,
    opening: (day: string) => `Dit stond op ${day} voor je klaar.`,
    due: (day: string) => `uiterlijk ${day}`,
    overdue: (day: string) => `had klaar moeten zijn op ${day}`,
    page: 'Naar je taken',
  },
  en: {
    subject: (count: number) => (count === 1 ? 'There is 1 task for you' : `There are ${count} tasks for you`),
    opening: (day: string) => `This was waiting for you on ${day}.`,
    due: (day: string) => `by ${day}`,
    overdue: (day: string) => `was due on ${day}`,
    page: 'Go to your tasks',
  },
})

/** To an employee who has something to do, once a day at most (features T2). */
export const tasksDaily = letter({
  name: 'tasks-daily',
  data: z.object({
    /** The day of which the tasks are; they may have gone since. */
    on: DayText,
    /** In the order in which they are shown, most urgent first. */
    tasks: z
      .array(
        z.object({
          /** What is to be done, with the number: "3 aanmeldingen beoordelen" / "3 registrations to decide". Names nobody. */
          title: z.object({nl: z.string(), en: z.string()}),
          dueOn: DayText.nullable().default(null),
        }),
      )
      .min(1),
  }),
  subject: ({tasks}, {language}) => TEXTS[language].subject(tasks.length),
  body: ({on, tasks}, {language, page}) => {
    const t = TEXTS[language]
    const lines = tasks.map(({title, dueOn}) => {
      if (dueOn === null) return title[language]
      return `${title[language]} (${(dueOn < on ? t.overdue : t.due)(dayInWords(dueOn, language))})`
    })
    return [t.opening(dayInWords(on, language)), {list: lines}, page === '' ? '' : {link: t.page, to: page}]
  },
})
