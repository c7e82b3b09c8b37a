/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import type {PeriodDetail} from '../../../src/lifecycle/show-period.ts'
import {type OccupiedDay, showOccupancy} from '../../../src/planning/sessions/show-occupancy.ts'
import {OFFICE_PICTURES} from '../../../src/texts/office-pictures.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {type Day, plusDays, weekdayOf} from '../../../src/time.ts'
import {HeatMap} from '../../parts/heat-map.tsx'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {dayWords, shortDay} from '../../parts/words.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {periodPath, thePeriod} from './the-period.ts'

const SEEN = {audience: ['office'], right: 'demand.read'} as const
/** Rooms on a page, and days beside each other: a period of six weeks. */
const MOST_ROOMS = 60
const MOST_DAYS = 42

async function show(visit: Visit): Promise<Answer> {
  const t = OFFICE[visit.language]
  const period = await thePeriod(visit)
  const {days} = await showOccupancy(visit.ctx, {period: period.id})
  const locations = [...new Set(days.map(({location}) => location))]
  const location = locations.find((code) => code === visit.query('location')) ?? locations[0]
  const src = periodPath(period, `/rooms/map?location=${encodeURIComponent(location ?? '')}`)
  const body = (
    <>
      <p>
        <a href={periodPath(period)}>
          ‹ {t.back} {period.code}
        </a>
      </p>
      <h1>{t.rooms}</h1>
      <p class="soft">{OFFICE_PICTURES[visit.language].roomsText}</p>
      <Locations visit={visit} period={period} locations={locations} location={location} />
      <Live src={src} topics={['session', 'plan', 'enrolment', 'room']}>
        {pictureOf(
          visit,
          days.filter((day) => day.location === location),
        )}
      </Live>
    </>
  )
  return {title: t.rooms, body, wide: true}
}

type LocationFacts = Readonly<{
  visit: Visit
  period: PeriodDetail
  locations: readonly string[]
  location: string | undefined
}>

function Locations({visit, period, locations, location}: LocationFacts) {
  if (locations.length < 2) return null
  return (
    <nav class="within" aria-label={OFFICE_PICTURES[visit.language].locations}>
      <ul class="links">
        {locations.map((code) => (
          <li>
            <a
              href={periodPath(period, `/rooms?location=${encodeURIComponent(code)}`)}
              aria-current={code === location ? 'page' : undefined}
            >
              {code}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

async function map(visit: Visit): Promise<Child> {
  const location = visit.query('location') || undefined
  const {days} = await showOccupancy(visit.ctx, {period: visit.param('period'), location})
  return pictureOf(visit, days)
}

function pictureOf(visit: Visit, occupied: readonly OccupiedDay[]): Child {
  const t = OFFICE_PICTURES[visit.language]
  if (occupied.length === 0) return <Nothing>{t.noRooms}</Nothing>
  const byRoom = Map.groupBy(occupied, ({room}) => room)
  const rooms = [...byRoom.keys()].slice(0, MOST_ROOMS)
  const days = daysOf(occupied)
  const at = new Map(occupied.map((each) => [`${each.room} ${each.on}`, each]))
  const seats = occupied.reduce((n, each) => n + each.seats, 0)
  const taken = occupied.reduce((n, each) => n + each.taken, 0)
  const label = t.roomsSum(taken, seats, byRoom.size)
  return (
    <figure>
      <p>{label}</p>
      <HeatMap
        label={label}
        rows={rooms}
        columns={days.map((on) => shortDay(visit, on))}
        cell={(row, column) => {
          const each = at.get(`${rooms[row]} ${days[column]}`)
          return each && {share: shareOf(each), figure: figureOf(each), title: wordsOf(visit, each)}
        }}
      />
      <details id="rooms-table">
        <summary>{OFFICE[visit.language].asTable}</summary>
        <Table caption={t.roomsCaption} columns={columnsOf(visit)} rows={occupied.slice(0, 400)} empty={t.noRooms} />
      </details>
    </figure>
  )
}

/** Every day from the first to the last on which anything takes place. */
function daysOf(occupied: readonly OccupiedDay[]): readonly Day[] {
  const all = occupied.map(({on}) => on).toSorted((a, b) => (a < b ? -1 : 1))
  const [first, last] = [all[0], all.at(-1)]
  const days: Day[] = []
  for (let on = first; on && last && on <= last && days.length < MOST_DAYS; on = plusDays(on, 1)) days.push(on)
  const used = new Set(all)
  // Weekends without sessions would only make it wider.
  return days.filter((on) => used.has(on) || weekdayOf(on) < 6)
}

function shareOf({seats, taken}: OccupiedDay): number {
  return seats === 0 ? 0 : taken / seats
}

function figureOf(day: OccupiedDay): string {
  return `${Math.floor(shareOf(day) * 100)}%`
}

function wordsOf(visit: Visit, {room, on, sessions, seats, taken}: OccupiedDay): string {
  return OFFICE_PICTURES[visit.language].square(`${room}, ${dayWords(visit, on)}`, sessions, taken, seats)
}

function columnsOf(visit: Visit): readonly Column<OccupiedDay>[] {
  const t = OFFICE_PICTURES[visit.language]
  return [
    {title: t.room, cell: ({room}) => room},
    {title: OFFICE[visit.language].day, cell: ({on}) => dayWords(visit, on)},
    {title: t.sessions, cell: ({sessions}) => sessions, number: true},
    {title: t.taken, cell: ({taken, seats}) => t.of(taken, seats), number: true},
  ]
}

/** How full the rooms are, by room and day (feature C7). */
export const officeRooms: readonly Route[] = [
  page('/office/periods/:period/rooms', SEEN, show),
  fragment('/office/periods/:period/rooms/map', SEEN, map),
]
