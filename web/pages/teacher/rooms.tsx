/** @jsxImportSource hono/jsx */
import {listLocations} from '../../../src/institution/places/list-locations.ts'
import {listRooms} from '../../../src/institution/places/list-rooms.ts'
import {listBookings} from '../../../src/planning/sessions/list-bookings.ts'
import {releaseRoom} from '../../../src/planning/sessions/release-room.ts'
import {type BookingLine, reserveRoom} from '../../../src/planning/sessions/reserve-room.ts'
import {TEACHER_PLANNING} from '../../../src/texts/teacher-planning.ts'
import {day, type Day, dayOf, timeOf} from '../../../src/time.ts'
import {Button, Field, Form, Select} from '../../parts/form.tsx'
import {type Column, Table} from '../../parts/table.tsx'
import {dayWords} from '../../parts/words.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {numberFrom} from './sessions.tsx'

const HERE = '/teacher/rooms'

async function show(visit: Visit): Promise<Answer> {
  const t = TEACHER_PLANNING[visit.language]
  const locations = await listLocations(visit.ctx)
  const location = chosen(visit, 'location') || (locations[0]?.location ?? '')
  const on = chosenDay(visit)
  const bookings = location === '' ? [] : await listBookings(visit.ctx, {of: location, on})
  const rooms = location === '' ? [] : await listRooms(visit.ctx, {location})
  const body = (
    <>
      <h1>{t.roomsTitle}</h1>
      <form method="get">
        <Select
          visit={visit}
          name="location"
          label={t.location}
          value={location}
          options={locations.map((each) => [each.location, each.name || each.location] as const)}
        />
        <Field visit={visit} name="on" type="date" label={t.on} value={on} />
        <Button look="second">{t.show}</Button>
      </form>
      <h2>{t.taken(dayWords(visit, on))}</h2>
      <Table caption={t.taken(dayWords(visit, on))} columns={columns(visit)} rows={bookings} empty={t.free} />
      <h2>{t.reserve}</h2>
      <Reserve visit={visit} on={on} rooms={rooms.map(({code, name}) => [code, name || code] as const)} />
    </>
  )
  return {title: t.roomsTitle, body}
}

function chosen({query, form}: Visit, name: string): string {
  return query(name) ?? form.get(name)
}

/** The day asked for; today where it is none, so that the page always shows something. */
function chosenDay(visit: Visit): Day {
  const text = chosen(visit, 'on')
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : dayOf(visit.now, visit.school.zone)
}

function columns(visit: Visit): readonly Column<BookingLine>[] {
  const t = TEACHER_PLANNING[visit.language]
  const {person} = signedIn(visit).me
  return [
    {title: t.room, cell: ({room}) => <b>{room}</b>},
    {title: t.from, cell: ({fromTime}) => fromTime},
    {title: t.untilTime, cell: ({endsAt, zone}) => timeOf(endsAt, zone)},
    {title: t.for, cell: ({session, title}) => session ?? title},
    {
      title: t.release,
      cell: (booking) =>
        booking.session === null && booking.bookedBy === person ? <Release visit={visit} booking={booking} /> : null,
    },
  ]
}

function Release({visit, booking}: Readonly<{visit: Visit; booking: BookingLine}>) {
  const t = TEACHER_PLANNING[visit.language]
  const {room, onDate, fromTime} = booking
  return (
    <Form visit={visit} to={`${HERE}/release`} class="one-button">
      <input type="hidden" name="room" value={room} />
      <input type="hidden" name="on" value={onDate} />
      <input type="hidden" name="from" value={fromTime} />
      <Button look="plain" label={t.releaseOf(room, fromTime)}>
        {t.release}
      </Button>
    </Form>
  )
}

type ReserveFacts = Readonly<{visit: Visit; on: Day; rooms: readonly (readonly [value: string, label: string])[]}>

function Reserve({visit, on, rooms}: ReserveFacts) {
  const t = TEACHER_PLANNING[visit.language]
  return (
    <Form visit={visit} to={`${HERE}/reserve`}>
      <input type="hidden" name="on" value={on} />
      <input type="hidden" name="location" value={chosen(visit, 'location')} />
      <Select visit={visit} name="room" label={t.room} about={['room.taken', 'room.blocked']} options={rooms} />
      <Field visit={visit} name="from" label={t.from} hint={t.timeHint} about={['time.invalid-time']} required />
      <Field visit={visit} name="minutes" type="number" label={t.minutes} required />
      <Field visit={visit} name="title" label={t.title} required maxlength={200} />
      <Button>{t.reserve}</Button>
    </Form>
  )
}

/** Back to the day and place that were shown. */
function backTo(visit: Visit): string {
  const {form} = visit
  return `${HERE}?${new URLSearchParams({location: form.get('location'), on: form.get('on')}).toString()}`
}

async function reserve(visit: Visit): Promise<Answer> {
  const {ctx, form} = visit
  const [room, on, from, title] = [form.get('room'), form.get('on'), form.get('from'), form.get('title')]
  await reserveRoom(ctx, {room, on, from, title, minutes: numberFrom(form.get('minutes')) ?? 0})
  return leadTo(backTo(visit), 'room-reserved')
}

async function release(visit: Visit): Promise<Answer> {
  const {ctx, form} = visit
  await releaseRoom(ctx, {room: form.get('room'), on: form.get('on'), from: form.get('from')})
  return leadTo(HERE, 'room-released')
}

/** Reserving a room and giving it back (feature P6). */
export const teacherRooms: readonly Route[] = [
  page(HERE, {audience: ['teacher'], right: 'plan.read'}, show),
  act(`${HERE}/reserve`, {audience: ['teacher'], right: 'room.reserve', again: show}, reserve),
  act(`${HERE}/release`, {audience: ['teacher'], right: 'room.release', again: show}, release),
]
