import {texts} from '../letters/letter.ts'

/** Words of the list of tasks. */
export const TASKS = texts({
  nl: {
    title: 'Mijn taken',
    none: 'Er wacht niets op je.',
    due: 'Uiterlijk',
    overdue: 'Te laat',
    whom: 'Voor',
    about: 'Over',
    more: 'Dit doe je nu nog in de terminal:',
  },
  en: {
    title: 'My tasks',
    none: 'Nothing waits for you.',
    due: 'Due',
    overdue: 'Overdue',
    whom: 'For',
    about: 'About',
    more: 'This you still do in the terminal:',
  },
})
