// What is said of a session is kept on this device until the server has it: also without a connection, and until its sayer
// signs in again. Without script, or without https, the same buttons send at once.
const page = document.querySelector('[data-duty]')
const {duty: session, me} = page?.dataset ?? {}
const words = JSON.parse(page?.dataset.words ?? '{}')
const AHEAD = 'ontrac-ahead'
/** Characters of one delivery; the server takes somewhat more. */
const MOST = 40_000
const PATIENCE = 4000

// The server's clock: how far it is ahead of this device's.
const clock = document.querySelector('[data-clock]')
const kept = 'kept' in document.documentElement.dataset
if (clock && !kept) learn(Date.parse(clock.dateTime) + performance.now())
function learn(serverTime) {
  localStorage.setItem(AHEAD, String(Math.round(serverTime - Date.now())))
}
const ahead = () => Number(localStorage.getItem(AHEAD) ?? 0)

// The queue.
const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open('ontrac', 1)
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('sayings', {keyPath: 'id'}))
  asked.addEventListener('success', () => resolve(asked.result))
  asked.addEventListener('error', () => reject(new Error('The queue does not open.', {cause: asked.error})))
})
async function inQueue(mode, work) {
  const transaction = (await opened).transaction('sayings', mode, {durability: 'strict'})
  const request = work(transaction.objectStore('sayings'))
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(request?.result))
    transaction.addEventListener('error', () =>
      reject(new Error('The queue does not keep.', {cause: transaction.error})),
    )
  })
}
const everything = async () =>
  (await inQueue('readonly', (store) => store.getAll())).toSorted((a, b) =>
    a.saying.deviceAt.localeCompare(b.saying.deviceAt),
  )
const keep = (entry) => inQueue('readwrite', (store) => void store.put(entry))
const forget = (id) => inQueue('readwrite', (store) => void store.delete(id))

// Saying something.
function sayingOf(form, button) {
  const said = new URLSearchParams(button.value)
  const named = said.getAll('with')
  said.delete('with')
  const fields = new FormData(form)
  const student = fields.get('student')
  return {
    id: crypto.randomUUID(),
    deviceAt: new Date().toISOString(),
    offsetMs: ahead(),
    basis: Number(document.querySelector('[data-version]')?.dataset.version ?? fields.get('basis')),
    ...(student ? {student} : {}),
    ...Object.fromEntries(said),
    ...Object.fromEntries(named.map((name) => [name, form.elements[name]?.value ?? ''])),
  }
}

async function say(form, button) {
  const saying = sayingOf(form, button)
  const empty = ['text', 'device'].find((name) => saying[name] === '')
  if (empty) return form.elements[empty].focus()
  await keep({id: saying.id, me, session, label: button.textContent.trim(), saying})
  for (const field of form.querySelectorAll('input:not([type=hidden]), textarea')) field.value = ''
  await show()
  await deliver()
}

if (isSecureContext && page) {
  document.addEventListener(
    'submit',
    (event) => {
      if (!event.target.matches('[data-say]')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      say(event.target, event.submitter).catch(() => event.target.submit())
    },
    true,
  )
}

// Delivering.
let trouble = ''
let busy = false
let wait = PATIENCE
let timer
async function deliver() {
  if (busy || !page) return
  busy = true
  clearTimeout(timer)
  try {
    const mine = (await everything()).filter((entry) => entry.me === me && !entry.refused)
    let delivered = false
    for (const batch of batches(mine)) {
      trouble = await send(batch)
      if (trouble) break
      delivered = true
    }
    if (mine.length === 0) trouble = ''
    if (delivered) document.dispatchEvent(new Event('renew'))
    wait = trouble ? Math.min(wait * 1.5, 30_000) : PATIENCE
    if (trouble === 'waiting') timer = setTimeout(deliver, wait)
  } finally {
    busy = false
  }
  await show()
  if (!trouble && (await everything()).some((entry) => entry.me === me && !entry.refused)) await deliver()
}

/** Sayings of one session in their order, as many as one delivery takes. */
function* batches(entries) {
  for (const own of Map.groupBy(entries, (entry) => entry.session).values()) {
    let batch = []
    for (const entry of own) {
      if (batch.length > 0 && JSON.stringify([...batch, entry].map(({saying}) => saying)).length > MOST) {
        yield batch
        batch = []
      }
      batch.push(entry)
    }
    if (batch.length > 0) yield batch
  }
}

/** Why a delivery did not arrive; empty when it did. What arrived is forgotten here, what was refused is kept. */
async function send(batch) {
  const body = new URLSearchParams({
    _form: document.querySelector('input[name=_form]').value,
    sayings: JSON.stringify(batch.map(({saying}) => saying)),
  })
  const answer = await fetch(`/duties/${batch[0].session}/facts`, {method: 'POST', body, redirect: 'manual'}).catch(
    () => undefined,
  )
  if (answer?.type === 'opaqueredirect' || answer?.status === 403) return 'signIn'
  if (!answer?.ok) return 'waiting'
  const receipt = await answer.json()
  learn(Date.parse(receipt.at))
  for (const {id, outcome, reason} of receipt.sayings) {
    const entry = batch.find((each) => each.id === id)
    if (entry && outcome === 'refused') await keep({...entry, refused: reason})
    else await forget(id)
  }
  return ''
}

// Showing what waits.
async function show() {
  const all = await everything()
  const mine = all.filter((entry) => entry.me === me)
  const refused = mine.filter((entry) => entry.refused)
  const waiting = mine.length - refused.length
  const others = all.length - mine.length
  const count = (text, n) => text.replace('{n}', String(n))
  const lines = [
    ...(kept ? [words.offline.replace('{at}', clock?.dataset.sent ?? '')] : []),
    ...(waiting > 0 ? [count(trouble === 'signIn' ? words.signIn : words.waiting, waiting)] : []),
    ...(refused.length > 0 ? [count(words.refused, refused.length)] : []),
    ...(others > 0 ? [count(words.others, others)] : []),
  ]
  const box = document.querySelector('[data-queue]')
  box.hidden = lines.length === 0
  page.dataset.waiting = String(waiting)
  box.replaceChildren(...lines.map(paragraph), ...refused.map(refusal), ...(trouble === 'signIn' ? [again()] : []))
  mark(mine.filter((entry) => entry.session === session))
}

function paragraph(text) {
  const p = document.createElement('p')
  p.textContent = text
  return p
}

function again() {
  const link = document.createElement('a')
  link.href = location.pathname
  link.textContent = words.again
  return link
}

/** A saying that the server does not take stays until its sayer has seen it. */
function refusal(entry) {
  const {at, text, device} = entry.saying
  const p = paragraph(`${[entry.label, at, text, device].filter(Boolean).join(' · ')} (${entry.refused}) `)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain'
  button.textContent = words.discard
  button.addEventListener('click', () => void forget(entry.id).then(show))
  p.append(button)
  return p
}

/** At each student what was said of him and is not delivered yet. */
function mark(entries) {
  for (const old of document.querySelectorAll('[data-pending]')) old.remove()
  for (const {saying, label} of entries) {
    const tag = document.createElement('span')
    tag.className = 'tag care'
    tag.dataset.pending = saying.id
    tag.textContent = `${label}: ${words.pending}`
    document.querySelector(`[data-person="${saying.student}"] .tags`)?.append(tag)
  }
}

// Finding a student, by what is typed or scanned.
const find = document.querySelector('#q')
const plain = (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
function filter() {
  const wanted = plain(find.value.trim())
  for (const card of document.querySelectorAll('[data-find]')) card.hidden = !plain(card.dataset.find).includes(wanted)
}
find?.addEventListener('input', filter)
find?.form.addEventListener('submit', (event) => {
  event.preventDefault()
  filter()
  document.querySelector('[data-find]:not([hidden]) button')?.focus()
})

const scan = document.querySelector('[data-scan]')
if (scan && 'BarcodeDetector' in globalThis && navigator.mediaDevices) {
  scan.hidden = false
  scan.addEventListener('click', () => void scanOne().catch(() => find.focus()))
}
/** The student number of a scanned slip or card. A page knows slips by a few letters of their hash only. */
async function numberIn(scanned) {
  const [, code] = /[?&]code=(\d+)/.exec(scanned) ?? []
  if (code === undefined) return scanned
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`slip ${code}`)))
  const mark = Array.from(bytes.slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return document.querySelector(`[data-slip="${mark}"]`)?.dataset.find.split(' ')[0] ?? ''
}

async function scanOne() {
  const camera = document.querySelector('[data-camera]')
  const stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}})
  camera.srcObject = stream
  camera.hidden = false
  await camera.play()
  const detector = new globalThis.BarcodeDetector()
  for (let value; value === undefined;) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    value = (await detector.detect(camera))[0]?.rawValue
    if (value !== undefined) find.value = await numberIn(value.trim())
  }
  for (const track of stream.getTracks()) track.stop()
  camera.hidden = true
  filter()
}

// Leaving: nothing unsent is thrown away, and no page stays behind for the next who signs in here.
document.addEventListener('submit', (event) => {
  if (event.target.getAttribute('action') !== '/sign-out') return
  if (Number(page?.dataset.waiting ?? 0) > 0 && !confirm(words.leaving)) return event.preventDefault()
  if ('caches' in globalThis) void caches.delete('ontrac-pages')
})

if (page) {
  new MutationObserver((changes) => {
    if (changes.some(({target}) => target.matches('[data-live]'))) void show().then(filter)
  }).observe(page, {childList: true, subtree: true})
  addEventListener('online', () => void deliver())
  document.addEventListener('visibilitychange', () => document.hidden || void deliver())
  void show().then(deliver)
  if (isSecureContext && 'serviceWorker' in navigator) {
    const hint = document.querySelector('[data-offline]')
    void navigator.serviceWorker.register('/duties-worker.js', {scope: '/duties'}).then(async () => {
      const {active} = await navigator.serviceWorker.ready
      const files = [...document.querySelectorAll('link[href^="/assets/"], script[src^="/assets/"]')]
      active.postMessage({
        page: location.pathname,
        files: files.map((file) => file.getAttribute('href') ?? file.getAttribute('src')),
      })
      hint.textContent = hint.dataset.offline
    })
  }
}
