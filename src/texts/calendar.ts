import {texts} from '../letters/letter.ts'

/** Words of the page with the address of one's own calendar. */
export const CALENDAR = texts({
  nl: {
    title: 'Mijn agenda',
    text: 'Zet je examens en taken in je eigen agenda. Abonneer je met het adres hieronder; wijzigingen komen vanzelf mee.',
    how: 'Kies in je agenda voor ‘abonneren’ of ‘toevoegen via URL’ en plak het adres.',
    address: 'Adres van je agenda',
    secret: 'Geef dit adres aan niemand: wie het heeft, ziet waar en wanneer je examen doet of werkt.',
    none: 'Je hebt nog geen agenda-adres.',
    make: 'Maak een agenda-adres',
    renew: 'Maak een nieuw adres',
    renewText: 'Is je adres bij een ander terechtgekomen? Maak een nieuw; het oude werkt dan niet meer.',
    end: 'Stop het delen',
  },
  en: {
    title: 'My calendar',
    text: 'Put your exams and duties in your own calendar. Subscribe with the address below; changes come by themselves.',
    how: 'Choose ‘subscribe’ or ‘add by URL’ in your calendar and paste the address.',
    address: 'Address of your calendar',
    secret: 'Give this address to nobody: whoever has it sees where and when you take an exam or work.',
    none: 'You have no calendar address yet.',
    make: 'Make a calendar address',
    renew: 'Make a new address',
    renewText: 'Did your address come into other hands? Make a new one; the old one no longer works.',
    end: 'Stop sharing',
  },
})
