import ICAL from 'ical.js'
import {BrokenEvent} from './broken-event.ts'
import type {Stretch} from './calendar-text.ts'
import {isIanaZone, registerZone} from './zones.ts'

/** An event as it stands in the file; an exception to a series is an event of its own there, with the same uid. */
export type Entry = Readonly<{line: number; component: ICAL.Component; uid: string; exception: boolean}>

const TIMES = ['dtstart', 'dtend', 'recurrence-id', 'exdate', 'rdate'] as const

/** Reads a time zone that the file brings along; one with an IANA name is left out, since the machine knows it better. */
export function zoneOf({text}: Stretch): ICAL.Component | undefined {
  const component = ICAL.Component.fromString(text)
  return isIanaZone(String(component.getFirstPropertyValue('tzid'))) ? undefined : component
}

/** Reads one event and gives each of its times a zone: its own, or `zone` where it has none. */
export function entryOf({line, text}: Stretch, calendar: ICAL.Component, zone: string): Entry {
  const component = calendar.addSubcomponent(ICAL.Component.fromString(text))
  for (const name of TIMES) for (const property of component.getAllProperties(name)) giveZone(property, calendar, zone)
  if (!component.hasProperty('dtstart')) throw new BrokenEvent('has no start (DTSTART)')
  const uid = component.getFirstPropertyValue('uid')
  if (typeof uid !== 'string' || uid === '')
    throw new BrokenEvent('has no UID, by which it is known in the next export')
  return {line, component, uid, exception: component.hasProperty('recurrence-id')}
}

function giveZone(property: ICAL.Property, calendar: ICAL.Component, zone: string): void {
  if (property.type === 'date' || String(property.jCal[3]).endsWith('Z')) return
  const named = property.getParameter('tzid')
  if (named === undefined) property.setParameter('tzid', zone)
  else if (isIanaZone(String(named))) registerZone(String(named))
  else if (!calendar.getTimeZoneByID(String(named)))
    throw new BrokenEvent('names a time zone that nobody explains (TZID)')
}
