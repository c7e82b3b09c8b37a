import type {Reason} from './errors.ts'
import type {Instant, Span} from './time.ts'

/** The time that is. Rules about time use the transaction's `now` instead (design rule 4). */
export type Clock = Readonly<{now: () => Instant}>

/** Names for new things. */
export type Ids = Readonly<{
  /** A UUIDv7. */
  next: <T extends string>() => T
  /** A random code of `letters` characters from `23456789ABCDEFGHJKLMNPQRSTUVWXYZ`, without look-alikes. */
  code: (letters: number) => string
}>

/** Makes fingerprints. */
export type Hasher = Readonly<{
  /** SHA-256 in lower-case hex. Text counts as UTF-8. */
  sha256: (content: string | Uint8Array) => string
}>

/** Signs the audit trail with a key kept apart from the store (design rule 13). */
export type Signer = Readonly<{
  /** Ed25519, base64 of the raw key's SPKI form. */
  publicKey: string
  sign: (text: string) => string
  verify: (text: string, signature: string, publicKey: string) => boolean
}>

/** Where a secret stands: it can be opened nowhere else (design rule 23). */
export type SecretPlace = Readonly<{table: string; column: string; row: string}>

/** Keeps secrets in the store with keys that are not in it: AES-256-GCM, bound to the place. */
export type Cipher = Readonly<{
  /** Name of the key that seals now. */
  key: string
  /** Text that only {@link Cipher.open} with the same place reads. */
  seal: (secret: string, place: SecretPlace) => string
  /** @throws ExamError `secret.unreadable` when it was changed or moved, or its key is not in the key file */
  open: (sealed: string, place: SecretPlace) => string
  /** Name of the key with which a text was sealed. */
  keyOf: (sealed: string) => string
}>

/** A row of a table file that cannot be read as a row: too many or too few cells. */
export type BadRow = Readonly<{line: number; cells: readonly string[]; problem: Reason}>

/** A row by column name, as {@link TableFile.header} spells it. `line` is the line of the file on which the row begins. */
export type TableRow = Readonly<{line: number; cells: Readonly<Record<string, string>>}>

/** How a table file was written, as far as its reader found out by itself. */
export type TableFormat = Readonly<{separator: ',' | ';' | '\t'; encoding: 'utf-8' | 'windows-1252'}>

export type TableFile = Readonly<{
  file: string
  format: TableFormat
  /** Column names, trimmed and in lower case, in the order of the file. */
  header: readonly string[]
  /**
   * The rows, read while they are asked for, so that memory stays flat; once only. Empty rows are passed over.
   *
   * @throws ExamError `table.cell-count` (unless {@link TableOptions.onBadRow} is given) or `table.broken-quote`, with the line
   */
  rows: AsyncIterable<TableRow>
}>

export type TableOptions = Readonly<{
  /** Is given each row with a wrong number of cells, and reading goes on; without it the first such row ends the reading. */
  onBadRow?: (row: BadRow) => void
}>

/** Reads what schools export: a file with a header and rows (design rule 17). Changes nothing. */
export type TableReader = Readonly<{
  /**
   * Opens a file and reads its header.
   *
   * @throws ExamError `table.missing`, `table.unreadable`, `table.not-text`, `table.empty`, `table.empty-header`,
   * `table.duplicate-header`, `table.broken-quote`; each names the file, the line and the remedy
   */
  read: (file: string, options?: TableOptions) => Promise<TableFile>
}>

/** A cell of a written table; null leaves it empty. */
export type TableCell = string | number | null

export type TableWriter = Readonly<{
  /**
   * The text of a CSV file that a spreadsheet in Dutch opens by itself. Text that a spreadsheet would run as a formula is
   * made harmless; {@link TableReader} reads it back as it was.
   */
  csv: (header: readonly string[], rows: Iterable<readonly TableCell[]>) => string
}>

/** Something in a calendar; one of a series stands for itself. */
export type CalendarEvent = Span &
  Readonly<{
    /** The same event has the same uid in every export; events of a series share it. */
    uid: string
    summary: string
    /** False for what the calendar shows as free time, as holidays often are. */
    busy: boolean
  }>

/** Reads what timetables export. */
export type CalendarReader = Readonly<{
  /**
   * The events that share a moment with `within`, earliest first; a series is written out. An event without a zone, or of
   * whole days, is taken in `zone`. Cancelled events and those without length are left out.
   *
   * @throws ExamError `calendar.missing`, `calendar.unreadable`, `calendar.broken`; `calendar.broken-event` for all broken
   * events at once, each with its line
   */
  read: (file: string, within: Span, zone: string) => Promise<readonly CalendarEvent[]>
}>

/** One appointment for a person's own calendar. */
export type Appointment = Span &
  Readonly<{
    /** Stays the same through every change of the appointment: calendars replace by it. */
    uid: string
    /** Raised with every change (the `version` of what is planned), or calendars keep the older one. */
    sequence: number
    /** When this text is made. */
    madeAt: Instant
    zone: string
    summary: string
    description: string
    location: string
    /** Needed to ask or to cancel; published appointments have none. */
    organizer?: MailAddress
    attendee?: MailAddress
    /** `publish` informs, `request` asks and can be changed or taken back later, `cancel` takes it back. */
    method: 'publish' | 'request' | 'cancel'
  }>

export type AppointmentWriter = Readonly<{
  /** The text of an `.ics` file with one appointment. */
  appointment: (appointment: Appointment) => CalendarPart
}>

export type CalendarWriter = Readonly<{
  /** The text of an `.ics` file with all appointments, to be read into a calendar. */
  calendar: (appointments: readonly Appointment[]) => string
}>

/** A calendar text to go along with a mail. */
export type CalendarPart = Readonly<{method: 'PUBLISH' | 'REQUEST' | 'CANCEL'; filename: string; content: string}>

export type MailAddress = Readonly<{name: string; address: string}>

/** A mail as it goes out, to one person. */
export type OutgoingMail = Readonly<{
  /** `<…@…>`; the same for every try, so that a mail sent twice is known as one (design rule 10). */
  messageId: string
  date: Instant
  from: MailAddress
  to: MailAddress
  subject: string
  text: string
  html: string
  /** Beside those that follow from the fields above. */
  headers: Readonly<Record<string, string>>
  calendar?: CalendarPart
}>

/**
 * Carries mail to the outside. Two kinds of failure (design rule 10): an ExamError `mail.rejected` means never, as the
 * other side refuses this mail; any other error means not now, and the same mail may be tried again.
 */
export type MailTransport = Readonly<{
  /** What it is, for people: `folder /var/ontrac/mail`, `smtp mail.example.org:587`. Never a password. */
  name: string
  /** Answers when the other side has taken the mail, within 20 s. */
  send: (mail: OutgoingMail) => Promise<MailResponse>
  /** Ends what was kept open; a mail that is on its way goes first. */
  close: () => Promise<void>
}>

/** `response` is the other side's own line, without addresses. */
export type MailResponse = Readonly<{accepted: boolean; response: string}>

/** Files of the person who works at the terminal; what the school keeps stands in the store (design rule 14). */
export type Files = Readonly<{
  /** @throws ExamError `file.missing`, `file.unreadable` */
  read: (path: string) => Promise<Uint8Array>
  /**
   * Writes the whole file or nothing, readable by its owner only (design rule 19).
   *
   * @throws ExamError `file.exists` unless `overwrite`, `file.unwritable`
   */
  write: (path: string, content: string | Uint8Array, options?: Readonly<{overwrite?: boolean}>) => Promise<void>
  /** Makes a folder and those above it, its owner's only; one that is there stays as it is. @throws ExamError `file.unwritable` */
  makeFolder: (path: string) => Promise<void>
}>
