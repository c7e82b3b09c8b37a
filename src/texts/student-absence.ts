import {texts} from '../letters/letter.ts'

/** Words of the page on which a student reports that he will not come. */
export const STUDENT_ABSENCE = texts({
  nl: {
    link: 'Ziek of verhinderd? Meld het',
    linkFor: (exam: string) => `Ziek of verhinderd? Meld het (${exam})`,
    title: (exam: string) => `Ziek of verhinderd: ${exam}`,
    text: 'Meld het vóór het examen begint. De school beoordeelt later of je reden geldig is en vraagt je dan zo nodig om een bewijs. Schrijf hier niets over wat je mankeert.',
    known: (reason: string) => `Je hebt je gemeld: ${reason}. Meld je je opnieuw, dan telt de laatste melding.`,
    why: 'Waarom kom je niet?',
    reasons: {ill: 'Ik ben ziek', permitted: 'Ik heb toestemming', other: 'Iets anders'},
    told: {ill: 'ziek', permitted: 'met toestemming', other: 'iets anders', none: 'zonder reden'},
    send: 'Meld dat ik niet kom',
    no: 'Nee, terug',
  },
  en: {
    link: 'Ill or unable to come? Report it',
    linkFor: (exam: string) => `Ill or unable to come? Report it (${exam})`,
    title: (exam: string) => `Ill or unable to come: ${exam}`,
    text: 'Report it before the exam begins. The school judges later whether your reason is valid, and asks for proof if it needs to. Do not write here what is wrong with you.',
    known: (reason: string) => `You have reported: ${reason}. If you report again, the last one counts.`,
    why: 'Why do you not come?',
    reasons: {ill: 'I am ill', permitted: 'I have permission', other: 'Something else'},
    told: {ill: 'ill', permitted: 'with permission', other: 'something else', none: 'without a reason'},
    send: 'Report that I do not come',
    no: 'No, go back',
  },
})
