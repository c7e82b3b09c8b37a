import ICAL from 'ical.js'
import {Temporal} from 'temporal-polyfill'

const MOST_OFFSETS = 20_000

/** A time zone by its IANA name, with the machine's own rules rather than those that a file brings along. */
class IanaZone extends ICAL.Timezone {
  /** Lessons begin at the same few thousand minutes of a year, and asking the zone is most of the work. */
  readonly #offsets = new Map<string, number>()

  override utcOffset({year, month, day, hour, minute}: ICAL.Time): number {
    const key = `${year}-${month}-${day}-${hour}-${minute}`
    const known = this.#offsets.get(key)
    if (known !== undefined) return known
    // As RFC 5545 (3.3.5) reads a time that the clock skips or shows twice.
    const at = Temporal.ZonedDateTime.from(
      {year, month, day, hour, minute, timeZone: this.tzid},
      {disambiguation: 'compatible'},
    )
    const offset = at.offsetNanoseconds / 1e9
    if (this.#offsets.size >= MOST_OFFSETS) this.#offsets.clear()
    this.#offsets.set(key, offset)
    return offset
  }
}

/** Whether `name` is a zone of the IANA list; `Europe/Amsterdam` is, `W. Europe Standard Time` is not. */
export function isIanaZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** Makes an IANA zone known to the library; asking twice is once. */
export function registerZone(name: string): void {
  if (ICAL.TimezoneService.has(name)) return
  const zone = new IanaZone({})
  zone.tzid = name
  ICAL.TimezoneService.register(zone, name)
}
