// A little that makes pages better; every page works without it.

// Somebody who is impatient sends a form once.
document.addEventListener('submit', (event) => {
  const {form} = event.submitter ?? {form: event.target}
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = 'yes'
  event.submitter?.setAttribute('aria-busy', 'true')
})
// A page that comes back from the browser's memory can be sent again.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
  for (const button of document.querySelectorAll('button[aria-busy]')) button.removeAttribute('aria-busy')
})

// Why something was refused is read out first.
document.querySelector('[data-focus]')?.focus()

// The clock is the server's: it runs on from the time at which the page was sent.
for (const clock of document.querySelectorAll('[data-clock]')) {
  const sent = Date.parse(clock.dateTime)
  clock.dataset.sent = clock.textContent
  // A page that the device kept knows only how far the server's clock is ahead of its own.
  const ahead =
    'kept' in document.documentElement.dataset ? Number(localStorage.getItem('ontrac-ahead') ?? 0) : undefined
  const zone = clock.dataset.clock
  const format = new Intl.DateTimeFormat('nl-NL', {hour: '2-digit', minute: '2-digit', timeZone: zone})
  const show = () => {
    const now = new Date(ahead === undefined ? sent + performance.now() : Date.now() + ahead)
    clock.textContent = format.format(now)
    clock.dateTime = now.toISOString()
  }
  if (ahead !== undefined) show()
  setInterval(show, 1000)
}

// Parts that are fetched again when something changed. Everybody waits a moment of his own, so that not all ask at once.
const lives = [...document.querySelectorAll('[data-live]')]
const tags = new WeakMap()
const due = new Set()
const PATIENCE = 1500

async function renew(part) {
  due.delete(part)
  if (document.hidden || isTypedIn(part)) return due.add(part)
  const headers = tags.has(part) ? {'If-None-Match': tags.get(part)} : {}
  const answer = await fetch(part.dataset.live, {headers, cache: 'no-store'}).catch(() => undefined)
  if (!answer || answer.status === 304 || !answer.ok || answer.redirected) return
  const html = await answer.text()
  if (isTypedIn(part)) return due.add(part)
  tags.set(part, answer.headers.get('ETag') ?? '')
  replace(part, html)
}

function isTypedIn(part) {
  const active = document.activeElement
  return part.contains(active) && active.matches('input, textarea, select')
}

// What was unfolded stays so, and who uses the keyboard keeps his place.
function replace(part, html) {
  const unfolded = [...part.querySelectorAll('details[open][id]')].map(({id}) => id)
  const active = part.contains(document.activeElement) ? document.activeElement : undefined
  const holder = active?.closest('[id]')
  const place = holder ? [...holder.querySelectorAll('a, button, summary')].indexOf(active) : -1
  part.innerHTML = html
  for (const id of unfolded) document.getElementById(id)?.setAttribute('open', '')
  if (place < 0) return
  const doors = document.getElementById(holder.id)?.querySelectorAll('a, button, summary') ?? []
  doors[Math.min(place, doors.length - 1)]?.focus({preventScroll: true})
}

function heard(topics) {
  for (const part of lives) {
    const own = part.dataset.topics.split(' ')
    if (due.has(part) || !(topics.includes('*') || own.some((topic) => topics.includes(topic)))) continue
    due.add(part)
    setTimeout(() => void renew(part), 200 + Math.random() * PATIENCE)
  }
}

if (lives.length > 0 && 'EventSource' in globalThis) {
  const source = new EventSource('/live')
  source.addEventListener('changed', ({data}) => heard(data.split(' ')))
  // After a time without connection anything may have changed.
  let lost = false
  source.addEventListener('error', () => (lost = true))
  source.addEventListener('open', () => {
    if (lost) heard(['*'])
    lost = false
  })
  const again = () => {
    for (const part of due) void renew(part)
  }
  // The page itself did something.
  document.addEventListener('renew', () => {
    for (const part of lives) void renew(part)
  })
  document.addEventListener('visibilitychange', again)
  document.addEventListener('focusout', () => setTimeout(again, 100))
}
