import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {sql} from 'kysely'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {openStores} from '../../db/stores/index.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {createKeyFile, openSigner} from '../../plugins/system/signer.ts'
import {addRoom} from '../../src/institution/places/add-room.ts'
import type {Person} from '../../src/institution/model.ts'
import {auditReceipt, readReceipt} from '../../src/operation/audit-receipt.ts'
import {listAudit} from '../../src/operation/list-audit.ts'
import {sealAudit} from '../../src/operation/seal-audit.ts'
import {type AuditVerdict, checkTrail, verifyAudit} from '../../src/operation/verify-audit.ts'
import type {Signer} from '../../src/ports.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-audit-'))
afterAll(() => rmSync(folder, {recursive: true}))

let made = 0
async function newSigner(): Promise<Signer> {
  const path = join(folder, `key-${++made}.pem`)
  await createKeyFile(path)
  return openSigner(path)
}

describe.each(DATABASES)('the audit trail on %s', (which) => {
  let world: World
  let signer: Signer
  let sanne: Person
  beforeAll(async () => {
    signer = await newSigner()
  })
  beforeEach(async () => {
    world = await openWorld(which)
    await world.location('NOORD')
    sanne = await world.student('1000001')
    return () => world.close()
  })

  const deeds = async (count: number, text?: string) => {
    for (let n = 0; n < count; n++)
      await world.office().write('room.block', {}, async (_, entry) => {
        entry.note({about: ['room', `r${n}`], for: sanne.id, facts: {n, code: 'Łódź'}, ...(text ? {text} : {})})
      })
  }
  const seal = () => sealAudit(world.system(), signer)
  const verify = (receipt?: Parameters<typeof verifyAudit>[1]['receipt']): Promise<AuditVerdict> =>
    verifyAudit(world.as('admin'), {key: signer, ...(receipt ? {receipt} : {})})
  const codes = async (...args: Parameters<typeof verify>) =>
    (await verify(...args)).problems.map(({code}) => code).toSorted()
  const raw = (statement: string) => sql.raw(statement).execute(world.store.db.withoutPlugins())

  test('is sealed in batches, each chained to the one before, and found in order', async () => {
    await deeds(3, 'omdat de verwarming stuk is')
    expect(await seal()).toMatchObject({seals: 1, entries: 3, last: {number: 1}})
    await deeds(2)
    // The first sealing left an entry of its own.
    expect(await seal()).toMatchObject({seals: 1, entries: 3, last: {number: 2}})
    expect(await verify()).toMatchObject({
      consistent: true,
      signed: true,
      receipt: null,
      seals: 2,
      entries: 6,
      unsealed: 0,
      problems: [],
    })
    expect(await seal()).toMatchObject({seals: 0, entries: 0, last: {number: 2}})
  })

  test('of more than a thousand entries gets more than one seal', async () => {
    const now = world.now()
    const entry = {
      at: now,
      deed: 'room.add',
      actorId: null,
      role: 'office',
      forId: null,
      aboutKind: null,
      aboutId: null,
    }
    const rest = {facts: {}, textHash: null, sealNumber: null, sealPosition: null}
    for (let n = 0; n < 2100; n += 300)
      await world.store.db
        .insertInto('auditEntry')
        .values(Array.from({length: 300}, () => ({id: world.ids.next<string>(), ...entry, ...rest})))
        .execute()
    expect(await seal()).toMatchObject({seals: 3, entries: 2102})
    expect(await verify()).toMatchObject({seals: 3, entries: 2102, problems: []})
  })

  test('of two sealers at once one wins each seal and the other goes on', async () => {
    await deeds(5)
    const [a, b, c] = await Promise.all([seal(), seal(), seal()])
    expect(a.entries + b.entries + c.entries).toBeGreaterThanOrEqual(5)
    await deeds(1)
    await seal()
    expect(await verify()).toMatchObject({consistent: true, signed: true, problems: []})
    const {entries} = await verify()
    expect(entries).toBe((await world.store.db.selectFrom('auditEntry').select('id').execute()).length - 1)
  })

  test('stays whole when a text is erased, and shows it until then', async () => {
    await deeds(1, 'omdat Zoë ziek is')
    await seal()
    expect(await listAudit(world.as('admin'), {deed: 'room.block'})).toMatchObject([
      {deed: 'room.block', role: 'office', for: '1000001', about: {kind: 'room'}, text: 'omdat Zoë ziek is', seal: 1},
    ])
    await raw('delete from audit_text')
    expect((await verify()).problems).toEqual([])
    expect(await listAudit(world.as('admin'), {deed: 'room.block'})).toMatchObject([{text: null}])
  })

  describe('that somebody changed', () => {
    beforeEach(async () => {
      await deeds(3, 'een reden')
      await seal()
      await deeds(2)
      await seal()
    })

    test('and sealed anew with a key of his own is consistent and not signed', async () => {
      await raw("update audit_entry set facts = '{}', seal_number = null, seal_position = null")
      await raw('delete from audit_seal')
      await sealAudit(world.system(), await newSigner())
      expect(await verify()).toMatchObject({consistent: true, signed: false, problems: [{code: 'audit.other-key'}]})
      expect(await verifyAudit(world.as('admin'), {key: {publicKey: null, verify: signer.verify}})).toMatchObject({
        consistent: true,
        signed: null,
      })
    })

    test('and sealed anew with the right key is not the one of the receipt', async () => {
      const receipt = await auditReceipt(world.as('admin'))
      expect(await verify(receipt)).toMatchObject({consistent: true, signed: true, receipt: true})
      await raw("update audit_entry set facts = '{}', seal_number = null, seal_position = null")
      await raw('delete from audit_seal')
      await seal()
      expect(await codes(receipt)).toEqual(['audit.receipt-missing'])
      await deeds(1)
      await seal()
      expect(await verify(receipt)).toMatchObject({consistent: true, signed: true, receipt: false})
      expect(await codes(receipt)).toEqual(['audit.receipt-differs'])
    })
  })

  test('has a receipt once it is sealed', async () => {
    await expect(auditReceipt(world.as('admin'))).rejects.toMatchObject({code: 'audit.nothing-sealed'})
    await deeds(1)
    await seal()
    const receipt = await auditReceipt(world.as('admin'))
    expect(receipt).toMatchObject({number: 1, publicKey: signer.publicKey})
    expect(readReceipt(new TextEncoder().encode(JSON.stringify(receipt)))).toEqual(receipt)
    expect(() => readReceipt(new TextEncoder().encode('{}'))).toThrow(
      expect.objectContaining({code: 'audit.receipt-unreadable'}),
    )
  })

  test('is found by deed, person, thing and time, page by page', async () => {
    await addRoom(world.as('office', await world.employee('BOS')), {
      code: 'B104',
      location: 'NOORD',
      seats: 3,
      examSeats: 3,
    })
    world.setNow('2026-11-03T09:00')
    await deeds(2)
    const admin = world.as('admin')
    expect(await listAudit(admin, {by: 'BOS'})).toMatchObject([{deed: 'room.add', by: 'BOS'}])
    expect(await listAudit(admin, {for: '1000001'})).toHaveLength(2)
    expect(await listAudit(admin, {since: '2026-11-03'})).toHaveLength(2)
    expect(await listAudit(admin, {until: '2026-11-03'})).toHaveLength(1)
    expect(await listAudit(admin, {about: 'room:r1'})).toMatchObject([{facts: {n: 1}}])
    const [newest, ...older] = await listAudit(admin)
    expect(await listAudit(admin, {after: newest!.id})).toEqual(older)
    await expect(listAudit(admin, {by: 'NOBODY'})).rejects.toMatchObject({code: 'person.not-found'})
    await expect(listAudit(world.as('teacher'))).rejects.toMatchObject({code: 'view.forbidden'})
    await expect(sealAudit(world.as('teacher'), signer)).rejects.toMatchObject({kind: 'forbidden'})
  })
})

describe.each(DATABASES)('an entry or seal on %s that somebody changed', (which) => {
  let world: World
  let signer: Signer
  beforeAll(async () => {
    signer = await newSigner()
    world = await openWorld(which)
    for (const count of [3, 2]) {
      for (let n = 0; n < count; n++)
        await world.office().write('room.block', {}, async (_, entry) => {
          entry.note({about: ['room', `r${n}`], facts: {n}, ...(count === 3 ? {text: 'een reden'} : {})})
        })
      await sealAudit(world.system(), signer)
    }
    return () => world.close()
  })

  test('is found, since nothing is wrong without it', async () => {
    expect((await verifyAudit(world.as('admin'), {key: signer})).problems).toEqual([])
  })

  /** What is found once this is done; it is undone after. */
  async function verdictAfter(statement: string): Promise<AuditVerdict> {
    const {store, ids} = world
    if (which === 'sqlite') await sql.raw('pragma foreign_keys = off').execute(store.db)
    const tx = await store.db.startTransaction().execute()
    try {
      if (which === 'postgres') await sql.raw('set local session_replication_role = replica').execute(tx)
      await sql.raw(statement).execute(tx)
      const access = {person: null, role: 'admin', reach: 'all', scope: {}, now: world.now()} as const
      const stores = await openStores({tx, access, kind: which, ids, hash: hasher})
      return await checkTrail(stores, hasher, {key: signer})
    } finally {
      await tx.rollback().execute()
    }
  }

  const ENTRY = 'where id = (select min(id) from audit_entry where seal_number = 1)'
  test.each([
    ['id', "update audit_entry set id = 'x' where seal_number = 2 and seal_position = 1"],
    ['at', `update audit_entry set at = '2020-01-01T00:00:00.000Z' ${ENTRY}`],
    ['deed', `update audit_entry set deed = 'room.end' ${ENTRY}`],
    ['actor_id', `update audit_entry set actor_id = 'x' ${ENTRY}`],
    ['role', `update audit_entry set role = 'admin' ${ENTRY}`],
    ['for_id', `update audit_entry set for_id = 'x' ${ENTRY}`],
    ['about_kind', `update audit_entry set about_kind = 'exam' ${ENTRY}`],
    ['about_id', `update audit_entry set about_id = 'other' ${ENTRY}`],
    ['facts', `update audit_entry set facts = '{"n":9}' ${ENTRY}`],
    ['text_hash', `update audit_entry set text_hash = null ${ENTRY}`],
    ['seal_number, to another', `update audit_entry set seal_number = 2 ${ENTRY}`],
    ['seal_number, to none', `update audit_entry set seal_number = null ${ENTRY}`],
    ['seal_number, to one that is not there', `update audit_entry set seal_number = 7 ${ENTRY}`],
    ['seal_position', `update audit_entry set seal_position = 50 ${ENTRY}`],
    ['order', `update audit_entry set seal_position = 2 - seal_position where seal_number = 1`],
    [
      'an entry taken away',
      `delete from audit_entry where id = (select max(id) from audit_entry where seal_number = 2)`,
    ],
    [
      'an entry put in',
      `insert into audit_entry select 'zz', at, deed, actor_id, role, for_id, about_kind, about_id, facts, null, 2, 3 from audit_entry ${ENTRY}`,
    ],
    ['a text', `update audit_text set content = 'een andere reden'`],
    ["a text's salt", `update audit_text set salt = 'x'`],
    [
      'a text where there was none',
      `insert into audit_text select id, 'x', 'verzonnen' from audit_entry where text_hash is null and seal_number = 2 order by id limit 1`,
    ],
    ['number', 'update audit_seal set number = 9 where number = 2'],
    ['sealed_at', "update audit_seal set sealed_at = '2020-01-01T00:00:00.000Z' where number = 1"],
    ['entries', 'update audit_seal set entries = 2 where number = 1'],
    ['digest', "update audit_seal set digest = 'abc' where number = 1"],
    ['previous', "update audit_seal set previous = 'abc' where number = 2"],
    ['a seal taken away', 'delete from audit_seal where number = 1'],
    ['the last seal taken away', 'delete from audit_seal where number = 2'],
  ])('%s is not consistent', async (_, statement) => {
    const {consistent, problems} = await verdictAfter(statement)
    expect(problems.length).toBeGreaterThan(0)
    expect(consistent).toBe(false)
  })

  test.each([
    ['signature', "update audit_seal set signature = 'AAAA' where number = 1", 'audit.signature-wrong'],
    ['public_key', "update audit_seal set public_key = 'AAAA' where number = 1", 'audit.signature-wrong'],
  ])('%s is not signed', async (_, statement, code) => {
    expect(await verdictAfter(statement)).toMatchObject({consistent: true, signed: false, problems: [{code, seal: 1}]})
  })
})
