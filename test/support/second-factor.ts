import {Secret, TOTP} from 'otpauth'
import {systemIds} from '../../plugins/system/ids.ts'
import type {Person} from '../../src/institution/model.ts'
import {secretPlace} from '../../src/sign-in/secret-place.ts'
import type {ServedWorld} from './web.ts'

/** Gives a person an authenticator app; answers what it shows at the world's time. */
export async function secondFactor({world, served}: ServedWorld, person: Person): Promise<() => string> {
  const id = systemIds.next<string>()
  const {secrets, cipher, codes} = served.ports
  const {seal} = await cipher()
  const secret = codes.secretOf(secrets.token())
  await world.insert('credential', {
    id,
    personId: person.id,
    kind: 'totp',
    secret: seal(secret, secretPlace(id)),
    sessionId: null,
    lastStep: 0,
    failures: 0,
    blockedUntil: null,
    createdAt: world.now(),
    endedAt: null,
  })
  return () => new TOTP({secret: Secret.fromBase32(secret)}).generate({timestamp: Date.parse(world.now())})
}
