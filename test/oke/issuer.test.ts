import {serve} from '@hono/node-server'
import {Hono} from 'hono'
import {exportJWK, generateKeyPair, SignJWT} from 'jose'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openIssuer} from '../../plugins/oke/issuer.ts'
import {addClient} from '../../src/exchange/add-client.ts'
import {addParty} from '../../src/exchange/add-party.ts'
import {okeApp} from '../../web/oke/app.ts'
import {DATABASES} from '../support/databases.ts'
import {PUTS} from '../support/oke-messages.ts'
import {sendPorts} from '../support/oke-sides.ts'
import {openWorld, type World} from '../support/world.ts'

const ISSUER = 'https://login.example.org'
const AUDIENCE = 'https://examens.example.org/ooapi'
const FLOW_1 = 'nl-test-admin-flow-1-5'

/** An issuer with keys on this machine, some of which it publishes. */
async function openKeys() {
  const own = await generateKeyPair('RS256')
  const strange = await generateKeyPair('RS256')
  const jwk = {...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256'}
  const app = new Hono().get('/jwks', (c) => c.json({keys: [jwk]}))
  const server = await new Promise<{url: string; close: () => void}>((resolve) => {
    const listening = serve({fetch: app.fetch, port: 0, hostname: '127.0.0.1'}, ({port}) =>
      resolve({url: `http://127.0.0.1:${port}/jwks`, close: () => void listening.close()}),
    )
  })
  const token = async (claims: object = {}, {by = own.privateKey, until = '5 minutes'} = {}): Promise<string> =>
    new SignJWT({iss: ISSUER, aud: AUDIENCE, sub: 'somtoday', scope: FLOW_1, ...claims})
      .setProtectedHeader({alg: 'RS256', kid: 'own'})
      .setExpirationTime(until)
      .sign(by)
  return {...server, token, strange: strange.privateKey}
}

describe.each(DATABASES)('tokens of an external issuer on %s', (which) => {
  let world: World
  let keys: Awaited<ReturnType<typeof openKeys>>
  let oke: ReturnType<typeof okeApp>

  beforeAll(async () => {
    world = await openWorld(which)
    keys = await openKeys()
    const address = 'https://x.example.org'
    const settings = {url: address, tokenUrl: `${address}/t`, clientId: 'a', clientSecret: 'b', functions: ['sis']}
    await addParty(world.as('admin'), await sendPorts(), {code: 'SIS', connector: 'oke', settings})
    await addClient(world.as('admin'), {party: 'SIS', scopes: [FLOW_1], subject: 'somtoday'})
    oke = openApp(keys.url)
  })
  afterAll(async () => {
    await oke.close()
    keys.close()
    await world.close()
  })

  function openApp(tokenKeys: string) {
    return okeApp({
      context: async () => world.system(),
      ticks: () => performance.now(),
      contactEmail: 'examenbureau@example.org',
      readToken: openIssuer({tokenIssuer: ISSUER, tokenKeys, tokenAudience: AUDIENCE, address: ''}),
    })
  }
  const put = async (token: string, {app} = oke) => {
    const {path, body} = PUTS['person'] ?? {path: '', body: null}
    const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
    return (await app.request(path, {method: 'PUT', headers, body: JSON.stringify(body)})).status
  }

  test('let in the client that was registered with its subject', async () => {
    expect(await put(await keys.token())).toBe(201)
    expect(await put(await keys.token({scope: undefined, scp: [FLOW_1]}))).toBe(200)
  })

  test.each([
    ['of another issuer', {iss: 'https://elsewhere.example.org'}],
    ['for somebody else', {aud: 'https://other.example.org'}],
    ['of a client that is not registered', {sub: 'stranger'}],
    ['of nobody', {sub: undefined}],
  ])('are not good when they are %s', async (_what, claims) => {
    expect(await put(await keys.token(claims))).toBe(401)
  })

  test('are not good when they are over, or signed by another', async () => {
    expect(await put(await keys.token({}, {until: '-5 minutes'}))).toBe(401)
    expect(await put(await keys.token({}, {by: keys.strange}))).toBe(401)
  })

  test('are for the flows that both the token and the client are for', async () => {
    expect(await put(await keys.token({scope: 'nl-test-admin-flow-2-3-4'}))).toBe(403)
  })

  test('are answered with "later" while the issuer cannot be reached', async () => {
    const alone = openApp('http://127.0.0.1:9/jwks')
    expect(await put(await keys.token(), alone)).toBe(429)
    await alone.close()
  })
})

test('an issuer is not used when its keys would come without TLS, or nobody says for whom its tokens are', () => {
  const settings = {tokenIssuer: ISSUER, tokenKeys: '', tokenAudience: AUDIENCE, address: ''}
  expect(() => openIssuer({...settings, tokenKeys: 'http://login.example.org/jwks'})).toThrow('tokenKeys')
  expect(() => openIssuer({...settings, tokenAudience: ''})).toThrow('tokenAudience')
  expect(openIssuer({...settings, tokenIssuer: ''})).toBeUndefined()
})
