import {generateKeyPairSync, sign} from 'node:crypto'
import {cp, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {csv} from '../../plugins/csv/index.ts'
import {systemFiles} from '../../plugins/system/files.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {isSignedBy} from '../../plugins/system/signer.ts'
import {buildArchive} from '../../src/archive/build-archive.ts'
import {listArchives} from '../../src/archive/list-archives.ts'
import {verifyArchive} from '../../src/archive/verify-archive.ts'
import {sealAudit} from '../../src/operation/seal-audit.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, hold, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const {privateKey, publicKey} = generateKeyPairSync('ed25519')
const signer = {
  publicKey: publicKey.export({type: 'spki', format: 'der'}).toString('base64'),
  sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64'),
}
const tools = {files: systemFiles, tables: csv, signer}

/** Every file under a folder with its text. */
async function contents(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = await readdir(folder, {recursive: true, withFileTypes: true})
  const paths = found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const),
    ),
  )
}

describe.each(DATABASES)('the archive of a period on %s', (which) => {
  let world: World
  let day: ExamDay
  let place: string
  let folder: string
  beforeAll(async () => {
    world = await openWorld(which)
    place = await mkdtemp(join(tmpdir(), 'ontrac-archive-'))
    folder = join(place, 'first')
    day = await openExamDay(world, {students: 2, code: 'A/1'})
    await hold(world, day)
    for (const student of day.numbers) await recordResult(world.office(), {student, exam: day.exam.code, score: '6.8'})
    await establishResults(world.as('board', day.member), {session: day.code})
    await sealAudit(world.system(), signer)
  })
  afterAll(async () => {
    await rm(place, {recursive: true, force: true})
    await world.close()
  })

  const verify = async (at: string, known: string | null = null) => {
    const present = [...(await contents(at)).keys()]
    return verifyArchive(at, {files: systemFiles, hash: hasher, key: {publicKey: known, verify: isSignedBy}, present})
  }
  const build = (at: string) => buildArchive(world.office(), {period: day.period.code, folder: at}, tools)
  const close = () =>
    world.store.db.updateTable('period').set({state: 'closed'}).where('id', '=', day.period.id).execute()

  test('is refused while the period is not closed, and writes nothing', async () => {
    await expect(build(folder)).rejects.toMatchObject({
      code: 'archive.refused',
      details: {reasons: [{code: 'archive.period-not-closed'}]},
    })
    expect(await listArchives(world.office())).toEqual([])
  })

  test('holds a dossier per session and student, tables and the audit trail, and verifies without the store', async () => {
    await close()
    const built = await build(folder)
    expect(built).toMatchObject({archive: `${day.period.code}-A1`, students: 2, sessions: 1})
    expect([...(await contents(folder)).keys()].toSorted()).toEqual([
      'audit/chain.json',
      'audit/seal-00000001.json',
      'manifest.json',
      'period.json',
      'seal.json',
      'sessions/A%2F1.json',
      `students/${day.numbers[0]}.json`,
      `students/${day.numbers[1]}.json`,
      'tables/enrolments.csv',
      'tables/registrations.csv',
      'tables/results.csv',
    ])
    expect(await verify(folder, signer.publicKey)).toMatchObject({
      problems: [],
      knownKey: true,
      seals: 1,
      sealsInFull: 1,
      archive: built.archive,
    })
    expect(await listArchives(world.office())).toMatchObject([
      {archive: built.archive, digest: built.digest, period: day.period.code},
    ])
  })

  test('is never written over', async () => {
    const before = await contents(folder)
    await expect(build(folder)).rejects.toMatchObject({details: {reasons: [{code: 'archive.folder-taken'}]}})
    expect(await contents(folder)).toEqual(before)
  })

  test('built again is the same, file by file, but for its own name and time', async () => {
    const again = join(place, 'again')
    await sealAudit(world.system(), signer)
    await build(again)
    const [first, second] = [await contents(folder), await contents(again)]
    for (const [path, text] of first)
      if (!['manifest.json', 'seal.json', 'audit/chain.json'].includes(path))
        expect([path, second.get(path)]).toEqual([path, text])
    expect(await listArchives(world.office())).toHaveLength(2)
  })

  describe('when it was tampered with', () => {
    const tampered = async (change: (at: string) => Promise<unknown>) => {
      const at = join(place, `tampered-${Math.random()}`)
      await cp(folder, at, {recursive: true})
      await change(at)
      return (await verify(at)).problems.map(({code}) => code)
    }
    const student = () => `students/${day.numbers[0]}.json`

    test('a changed, a missing and an added file are named', async () => {
      expect(
        await tampered(async (at) => {
          await writeFile(join(at, student()), (await readFile(join(at, student()), 'utf8')).replace('6.8', '9.8'))
        }),
      ).toEqual(['archive.file-changed'])
      expect(await tampered((at) => rm(join(at, student())))).toEqual(['archive.file-missing'])
      expect(await tampered((at) => writeFile(join(at, 'students/999.json'), '{}'))).toEqual(['archive.file-unknown'])
    })

    test('a manifest that was made to fit does not fit its signature', async () => {
      const codes = await tampered(async (at) => {
        const text = (await readFile(join(at, student()), 'utf8')).replace('6.8', '9.8')
        await writeFile(join(at, student()), text)
        const manifest = await readFile(join(at, 'manifest.json'), 'utf8')
        const {sha256} = (JSON.parse(manifest) as {files: {path: string; sha256: string}[]}).files.find(
          ({path}) => path === student(),
        )!
        await writeFile(join(at, 'manifest.json'), manifest.replace(sha256, hasher.sha256(text)))
      })
      expect(codes).toEqual(['archive.manifest-changed', 'archive.signature-wrong'])
    })

    test('another key is told from the school’s', async () => {
      const other = generateKeyPairSync('ed25519').publicKey.export({type: 'spki', format: 'der'}).toString('base64')
      const {problems, knownKey} = await verify(folder, other)
      expect(knownKey).toBe(false)
      expect(problems.map(({code}) => code)).toContain('archive.other-key')
    })

    test('an entry of the audit trail that was changed breaks its seal', async () => {
      const codes = await tampered(async (at) => {
        const path = join(at, 'audit/seal-00000001.json')
        await writeFile(path, (await readFile(path, 'utf8')).replace('result.establish', 'result.publish'))
      })
      expect(codes).toEqual(['archive.file-changed', 'audit.seal-changed'])
    })
  })

  test('no archive in a folder is said so', async () => {
    await expect(verify(place)).rejects.toMatchObject({kind: 'not-found', code: 'archive.none'})
  })

  test('a teacher builds none', async () => {
    await expect(
      buildArchive(world.as('teacher', day.lead), {period: day.period.code, folder: join(place, 'x')}, tools),
    ).rejects.toMatchObject({kind: 'forbidden'})
  })
})
