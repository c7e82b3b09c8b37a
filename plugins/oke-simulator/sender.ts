import {request} from 'node:http'
import {objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import type {Faults} from './faults.ts'

/** Where a counterpart sends: our own endpoints, as a client of ours. */
export type Receiver = Readonly<{url: string; clientId: string; clientSecret: string}>

/** A message of a counterpart. */
export type Sending = Readonly<{method: 'PUT' | 'PATCH'; path: string; body: OkeObject}>

const TRIES = 20
const PAUSE_MILLIS = 50
const CONTENT_TYPES = {PUT: 'application/json', PATCH: 'application/merge-patch+json'} as const

/**
 * Sends messages, those about one thing one after another and some things at once, each until it arrives; with the faults `twice`
 * and `disorder` each two times, the last one first. A refusal ends it, since a sender can do nothing about that. Answers how
 * many were sent.
 */
export async function sendMessages(
  to: Receiver,
  messages: readonly Sending[],
  {faults, atOnce}: Readonly<{faults: Faults | null; atOnce: number}>,
): Promise<number> {
  const kinds = faults?.kinds ?? []
  const ordered = kinds.includes('disorder') ? messages.toReversed() : messages
  const all = kinds.includes('twice') ? ordered.flatMap((each) => [each, each]) : ordered
  const things = [...Map.groupBy(all, ({path}) => path).values()]
  const some = async (): Promise<void> => {
    let token = await tokenOf(to)
    for (let next = things.shift(); next; next = things.shift())
      for (const message of next) token = await sendOne(to, token, message)
  }
  await Promise.all(Array.from({length: atOnce}, some))
  return all.length
}

/** Answers the token that was good in the end. */
async function sendOne(to: Receiver, first: string, {method, path, body}: Sending): Promise<string> {
  let token = first
  for (let attempt = 1; ; attempt++) {
    const answer = await send(`${to.url}${path}`, method, JSON.stringify(body), {
      authorization: `Bearer ${token}`,
      'content-type': CONTENT_TYPES[method],
    }).catch((error: unknown) => ({status: 0, body: String(error)}))
    const {status} = answer
    if (status === 200 || status === 201) return token
    const passes = status === 0 || status === 401 || status === 429 || status >= 500
    if (!passes || attempt === TRIES) throw new Error(`${method} ${path} was answered with ${status}: ${answer.body}`)
    if (status === 401) token = await tokenOf(to)
    else await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS))
  }
}

async function tokenOf({url, clientId, clientSecret}: Receiver): Promise<string> {
  const body = new URLSearchParams({grant_type: 'client_credentials'}).toString()
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  for (let attempt = 1; ; attempt++) {
    const answer = await send(`${url}/token`, 'POST', body, {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    }).catch((error: unknown) => ({status: 0, body: String(error)}))
    if (answer.status === 200) return textOf(objectOf(JSON.parse(answer.body))['access_token']) ?? ''
    if (attempt === TRIES) throw new Error(`No token: ${answer.status} ${answer.body}`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS))
  }
}

function send(
  url: string,
  method: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Readonly<{status: number; body: string}>> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {method, headers: {...headers, 'content-length': Buffer.byteLength(body)}},
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => void parts.push(part))
        response.on('end', () => resolve({status: response.statusCode ?? 0, body: Buffer.concat(parts).toString()}))
        response.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}
