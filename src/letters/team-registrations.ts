import {z} from 'zod'
import {DayText} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    subject: (period: string) => `Aanmeldingen van je groepen voor ${period}`,
    none: (period: string) => `Nog niemand aangemeld voor ${period}`,
    opening: (period: string) => `Zo staan je groepen ervoor met de aanmeldingen voor ${period}.`,
    nobody: (period: string) => `Van deze groepen is nog niemand aangemeld voor ${period}.`,
    line: (exam: string, registered: number, students: number) => `${exam}: ${registered} van ${students} studenten`,
    empty: (group: string, students: number) => `${group}: nog niemand van ${students} studenten`,
    before: (day: string) => `Aanmelden en verbeteren kan tot en met ${day}.`,
    page: 'Bekijk de aanmeldingen',
  },
  en: {
    subject: (period: string) => `Registrations of your groups for ${period}`,
    none: (period: string) => `Nobody registered yet for ${period}`,
    opening: (period: string) => `This is how your groups stand with registrations for ${period}.`,
    nobody: (period: string) => `Nobody in these groups is registered for ${period} yet.`,
    line: (exam: string, registered: number, students: number) => `${exam}: ${registered} of ${students} students`,
    empty: (group: string, students: number) => `${group}: nobody yet of ${students} students`,
    before: (day: string) => `You can register and correct until ${day}.`,
    page: 'See the registrations',
  },
})

/** To a teacher: what the groups are registered for, to check, or that nobody is yet (features R7). Counts only, no names. */
export const teamRegistrations = letter({
  name: 'team-registrations',
  data: z.object({
    /** The period as people call it. */
    period: z.string().min(1),
    groups: z
      .array(
        z.object({
          group: z.string(),
          students: z.int().min(0),
          /** None where nobody is registered yet. */
          exams: z.array(z.object({exam: z.string(), examName: z.string(), registered: z.int().min(1)})),
        }),
      )
      .min(1),
    /** The last day on which something can be put right. */
    checkBy: DayText.nullable().default(null),
  }),
  subject: ({period, groups}, {language}) =>
    (groups.every(({exams}) => exams.length === 0) ? TEXTS[language].none : TEXTS[language].subject)(period),
  body: ({period, groups, checkBy}, {language, page}) => {
    const t = TEXTS[language]
    const list = groups.flatMap(({group, students, exams}) =>
      exams.length === 0
        ? [t.empty(group, students)]
        : exams.map(
            ({exam, examName, registered}) => `${group}, ${t.line(`${examName} (${exam})`, registered, students)}`,
          ),
    )
    return [
      groups.every(({exams}) => exams.length === 0) ? t.nobody(period) : t.opening(period),
      {list},
      checkBy === null ? '' : t.before(dayInWords(checkBy, language)),
      page === '' ? '' : {link: t.page, to: page},
    ]
  },
})
