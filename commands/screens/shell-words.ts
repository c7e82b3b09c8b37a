import {say} from './text.ts'

/** What the frame around every screen says. */
export const SHELL = {
  rehearsal: say('OEFENEN', 'REHEARSAL'),
  readOnly: say('alleen kijken', 'read only'),
  as: say('als', 'as'),
  loading: say('Even lezen …', 'Reading …'),
  noMatch: say('Niets past bij dit filter. Esc wist het.', 'Nothing fits this filter. Esc clears it.'),
  filter: say('Filter', 'Filter'),
  jump: say('Ga naar', 'Go to'),
  jumpHint: say(
    'Typ een scherm, of een code: een periode, zitting, student, examen, zaak. Of een opdracht, zonder ontrac.',
    'Type a screen, or a code: a period, session, student, exam, case. Or a command, without ontrac.',
  ),
  sortedBy: say('op', 'by'),
  of: say('van', 'of'),
  more: say('en meer', 'and more'),
  copied: say('Gekopieerd:', 'Copied:'),
  held: say('Opgepakt:', 'Picked up:'),
  gone: say('Daar is niets.', 'There is nothing there.'),
  lookOnly: say('Dit scherm is om te kijken.', 'This screen is for looking.'),
  help: say('Toetsen', 'Keys'),
  helpHere: say('Hier', 'Here'),
  helpEverywhere: say('Overal', 'Everywhere'),
  helpScreens: say('Schermen', 'Screens'),
  sameCommand: say('Dezelfde lijst als opdracht', 'The same list as a command'),
  equalCommand: say('Opdracht', 'Command'),
  preview: say('Vooraf', 'Preview'),
  noPreview: say(
    'Deze opdracht wordt uitgevoerd zoals zij hier staat.',
    'This command is carried out as it stands here.',
  ),
  looking: say('Even kijken wat er gebeurt …', 'Looking what would happen …'),
  running: say('Bezig …', 'Working …'),
  done: say('Gedaan', 'Done'),
  refused: say('Niet gedaan', 'Not done'),
  cannot: say('Dit kan zo niet', 'This cannot be done like this'),
  confirm: say(
    'Enter voert het uit · y kopieert de opdracht · Esc laat het',
    'Enter does it · y copies the command · Esc leaves it',
  ),
  typeName: say('Typ ter bevestiging', 'To go on, type'),
  fill: say(
    'Enter gaat verder · Tab volgende · ←→ kiest · Esc laat het',
    'Enter goes on · Tab next · ←→ chooses · Esc leaves it',
  ),
  close: say('Enter of Esc sluit · y kopieert de opdracht', 'Enter or Esc closes · y copies the command'),
  back: say('Esc past het aan of sluit', 'Esc closes'),
  optional: say('mag leeg blijven', 'may stay empty'),
  needed: say('Vul dit in:', 'Fill this in:'),
  lines: say('regels verder met ↑↓', 'more lines with ↑↓'),
  home: say('Start', 'Home'),
  failed: say('Er ging iets mis', 'Something went wrong'),
  tooSmall: say('Maak het venster groter: minstens 60 × 16.', 'Make the window larger: at least 60 × 16.'),
  row: say('Regel', 'Row'),
} as const

/** Hints at the foot of a screen, shortest first where there is little room. */
export const HINTS = {
  open: say('Enter opent', 'Enter opens'),
  filter: say('/ filter', '/ filter'),
  jump: say(': ga naar', ': go to'),
  sort: say('s sorteer', 's sort'),
  sheet: say('Tab volgende lijst', 'Tab next list'),
  info: say('i gegevens', 'i details'),
  help: say('? hulp', '? help'),
  back: say('Esc terug', 'Esc back'),
  quit: say('q sluit', 'q quit'),
} as const

/** The keys that work everywhere, for the page of help. */
export const KEYS = [
  ['↑ ↓ j k', say('een regel omhoog, omlaag', 'a row up, down')],
  ['PgUp PgDn', say('een bladzijde', 'a page')],
  ['g G', say('naar het begin, het einde', 'to the beginning, the end')],
  ['← →', say('op een rooster: een vakje opzij', 'on a grid: a square sideways')],
  ['Enter', say('open wat gekozen is', 'open what is chosen')],
  ['Esc', say('wis het filter, of ga terug', 'clear the filter, or go back')],
  ['Tab', say('de volgende lijst van dit scherm', 'the next list of this screen')],
  ['/', say('filter: alle woorden moeten voorkomen', 'filter: every word must occur')],
  ['s S', say('sorteer op de volgende kolom; zoals gelezen', 'sort by the next column; as it was read')],
  ['i', say('alle gegevens van de gekozen regel', 'everything about the chosen row')],
  ['y Y', say('kopieer de code; de opdracht van deze lijst', 'copy the code; the command of this list')],
  [':', say('ga naar een scherm of code, of typ een opdracht', 'go to a screen or code, or type a command')],
  ['r', say('lees opnieuw (het gaat ook vanzelf)', 'read again (it also happens by itself)')],
  ['?', say('deze hulp', 'this help')],
  ['q', say('sluit ontrac', 'close ontrac')],
] as const
