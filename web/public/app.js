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
  const zone = clock.dataset.clock
  const format = new Intl.DateTimeFormat('nl-NL', {hour: '2-digit', minute: '2-digit', timeZone: zone})
  const show = () => {
    const now = new Date(sent + performance.now())
    clock.textContent = format.format(now)
    clock.dateTime = now.toISOString()
  }
  setInterval(show, 1000)
}

// Parts that are fetched again when something changed. Everybody waits a moment of his own, so that not all ask at once.
const lives = [...document.querySelectorAll('[data-live]')]
const tags = new WeakMap()
const due = new Set()
const PATIENCE = 1500

async function renew(part) {
  due.delete(part)
  if (document.hidden || part.contains(document.activeElement)) return due.add(part)
  const headers = tags.has(part) ? {'If-None-Match': tags.get(part)} : {}
  const answer = await fetch(part.dataset.live, {headers, cache: 'no-store'}).catch(() => undefined)
  if (!answer || answer.status === 304 || !answer.ok || answer.redirected) return
  const html = await answer.text()
  if (part.contains(document.activeElement)) return due.add(part)
  tags.set(part, answer.headers.get('ETag') ?? '')
  // What somebody unfolded stays so.
  const unfolded = [...part.querySelectorAll('details[open][id]')].map(({id}) => id)
  part.innerHTML = html
  for (const {id} of part.querySelectorAll('details[id]'))
    if (unfolded.includes(id)) document.getElementById(id).open = true
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
  document.addEventListener('visibilitychange', again)
  document.addEventListener('focusout', () => setTimeout(again, 100))
}
