import {z} from 'zod'
import {InstantText} from './data.ts'
import {letter, texts} from './letter.ts'
import {momentInWords} from './words.ts'

const TEXTS = texts({
  nl: {
    subject: (session: string) => `Pincode voor zitting ${session}`,
    opening: (session: string, from: string) =>
      `Je surveilleert bij zitting ${session}. Scan de code op het zittingsblad en vul deze pincode in; hij werkt vanaf ${from} tot de zitting is afgesloten.`,
    pin: 'Pincode',
    own: 'De pincode is alleen voor jou. Geef hem aan niemand.',
  },
  en: {
    subject: (session: string) => `PIN for session ${session}`,
    opening: (session: string, from: string) =>
      `You invigilate session ${session}. Scan the code on the session sheet and type this PIN; it works from ${from} until the session is closed.`,
    pin: 'PIN',
    own: 'The PIN is yours only. Give it to nobody.',
  },
})

/** To an external who has a duty in a session, with the second half of his duty pass. */
export const dutyPin = letter({
  name: 'duty-pin',
  data: z.object({session: z.string(), from: InstantText, secret: z.string().default('')}),
  subject: ({session}, reader) => TEXTS[reader.language].subject(session),
  body: ({session, from, secret}, reader) => {
    const t = TEXTS[reader.language]
    const pin = secret === '' ? '••••••' : secret
    return [t.opening(session, momentInWords(from, reader.zone, reader.language)), {facts: [[t.pin, pin]]}, t.own]
  },
})
