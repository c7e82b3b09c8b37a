import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {type AddressInfo, createServer} from 'node:net'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {type Home, openHome, PROGRAM} from '../support/home.ts'
import {meetAnswer} from '../support/recorded-answers.ts'

const SCHOOL = [
  'init',
  '--name=ROC Voorbeeld',
  '--given-name=Sanne',
  '--family-name=Vries',
  '--email=vries@example.org',
  '--staff-code=VRIS',
  '--roles=all',
]

describe('ontrac serve', () => {
  let home: Home
  beforeAll(async () => {
    home = await openHome()
    await home.json(...SCHOOL)
    await home.json('student', 'add', '100042', '--given-name=Fatima', '--family-name=Amrani', '--email=fa@example.org')
  })
  afterAll(() => home.remove())

  /** Serves until it says where, and answers what it has said; `stop` asks it to end and answers how it did. */
  const serve = async (...words: string[]) => {
    const port = words.some((word) => word.startsWith('--port=')) ? [] : ['--port=0']
    const child = spawn(process.execPath, [PROGRAM, 'serve', ...port, ...words], {env: home.env, cwd: home.folder})
    const said = {stdout: '', stderr: ''}
    child.stdout.on('data', (text: Buffer) => (said.stdout += text.toString()))
    child.stderr.on('data', (text: Buffer) => (said.stderr += text.toString()))
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
    const until = async (sign: RegExp): Promise<string> => {
      for (let i = 0; i < 600; i++) {
        const found = sign.exec(said.stdout + said.stderr)
        if (found) return found[1] ?? found[0]
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`It never said ${String(sign)}: ${said.stdout}${said.stderr}`)
    }
    const stop = async (): Promise<number | null> => {
      child.kill('SIGTERM')
      return ended
    }
    return {said, until, stop}
  }

  test('serves, prints the link of the first administrator, mails links, and ends when asked', async () => {
    const server = await serve()
    const address = await server.until(/at (http:\/\/\S+)/)
    expect(await server.until(/\/sign-in\/link\/([\w-]{43})/)).toHaveLength(43)
    expect(await (await fetch(`${address}/health`)).text()).toBe('ok\n')
    const page = await (await fetch(`${address}/sign-in`)).text()
    expect(page).toContain('ROC Voorbeeld')
    const asked = await fetch(`${address}/sign-in/mail`, {
      method: 'POST',
      body: new URLSearchParams({who: '100042'}),
      headers: {Origin: address, 'Sec-Fetch-Site': 'same-origin'},
      redirect: 'manual',
    })
    expect(asked.status).toBe(303)
    const sent = async () =>
      (await home.json<{mails: {letter: string; state: string}[]}>('mail', 'list')).mails.filter(
        ({letter, state}) => letter === 'sign-in-link' && state === 'sent',
      )
    for (let i = 0; i < 40 && (await sent()).length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 250))
    expect(await sent()).toHaveLength(1)
    expect(await server.stop()).toBe(0)
    expect(server.said.stderr).toContain('"route":"/sign-in/mail"')
    expect(server.said.stderr).not.toMatch(/100042|Amrani/)
  })

  test('tells a script where it served and how much', async () => {
    const port = await freePort()
    const server = await serve('--json', '--no-jobs', `--port=${port}`)
    await answers(`http://127.0.0.1:${port}`)
    expect(await server.stop()).toBe(0)
    const answer = JSON.parse(server.said.stdout) as unknown
    meetAnswer(['serve', '--json'], answer)
    expect(answer).toMatchObject({address: expect.stringContaining('http://127.0.0.1:'), requests: 1})
  })

  test('does not listen on a network without https', async () => {
    const {code, stderr} = await home.ontrac('serve', '--host=0.0.0.0', '--port=0')
    expect([code, stderr]).toEqual([4, expect.stringContaining('--tls-cert')])
  })

  test('sign-ins and tokens are seen to from the terminal', async () => {
    expect(await home.json('user', 'invite', 'VRIS')).toMatchObject({person: 'VRIS', token: null})
    expect(await home.json('user', 'reset', 'VRIS', '--by-hand', '--yes')).toMatchObject({token: expect.any(String)})
    expect(await home.json('user', 'sessions')).toEqual({sessions: []})
    expect(await home.json('user', 'revoke', 'VRIS')).toEqual({person: 'VRIS', ended: 0})
    const made = await home.json<{code: string}>('token', 'create', 'VRIS', 'Portal', '--scope=read')
    expect(made).toMatchObject({person: 'VRIS', scopes: ['read'], token: expect.stringMatching(/^ontrac_/)})
    expect(await home.json('token', 'list')).toMatchObject({tokens: [{code: made.code, usedAt: null}]})
    expect(JSON.stringify(await home.json('token', 'list'))).not.toContain('ontrac_')
    await home.json('token', 'revoke', made.code)
    expect(await home.json('token', 'list')).toEqual({tokens: []})
    expect(await home.json('student', 'exams', '100042')).toEqual({student: '100042', exams: []})
    expect((await home.ontrac('token', 'create', 'VRIS', 'Portal', '--scope=nothing')).code).toBe(2)
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** With `--json` a server says nothing until its end, so that it is asked until it answers. */
async function answers(address: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const answer = await fetch(`${address}/health`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${address} never answered.`)
}
