// Keeps the page of a session on the device, so that it opens without a connection; what is said on it duty.js keeps.
const PAGES = 'ontrac-pages'
const FILES = 'ontrac-files'
const PATIENCE = 5000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', ({data: {page, files}}) => {
  void fetch(page).then((answer) => keepPage(page, answer))
  for (const file of files) void fileOf(new URL(file, location.origin).href)
})

self.addEventListener('fetch', (event) => {
  const {method, mode, url} = event.request
  const {pathname, origin} = new URL(url)
  if (method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(fileOf(url))
  else if (mode === 'navigate' && /^\/duties(\/[\w-]+)?$/.test(pathname))
    event.respondWith(pageOf(event.request, pathname))
})

async function fileOf(url) {
  const files = await caches.open(FILES)
  const known = await files.match(url)
  if (known) return known
  const answer = await fetch(url)
  if (answer.ok) await files.put(url, answer.clone())
  return answer
}

/** The page as it is, or as it was when the server cannot be reached. */
async function pageOf(request, path) {
  const answer = await soon(fetch(request)).catch(() => undefined)
  if (answer !== undefined && answer.status < 500) {
    await keepPage(path, answer.clone())
    return answer
  }
  const pages = await caches.open(PAGES)
  return (await pages.match(path)) ?? answer ?? Response.error()
}

function soon(answer) {
  return Promise.race([answer, new Promise((_, reject) => setTimeout(() => reject(new Error('too slow')), PATIENCE))])
}

/** A page that leads to signing in is nobody's any more: what was kept for who was signed in goes. */
async function keepPage(path, answer) {
  if (answer.type === 'opaqueredirect' || answer.redirected) return void (await caches.delete(PAGES))
  if (!answer.ok) return
  const headers = new Headers(answer.headers)
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  const html = (await answer.text()).replace('<html ', '<html data-kept ')
  const pages = await caches.open(PAGES)
  await pages.put(path, new Response(html, {headers}))
}
