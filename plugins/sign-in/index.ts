import {toString as drawQr} from 'qrcode'
import type {SignInPorts} from '../../src/sign-in/ports.ts'
import {oneTimeCodes} from './codes.ts'
import {openPasswords} from './passwords.ts'
import {openSecrets} from './secrets.ts'

/** Opens what signing in asks of the outside. @throws ExamError as `openSigner`, which has looked at the key file before */
export async function openSignIn(keyFile: string, cipher: SignInPorts['cipher']): Promise<SignInPorts> {
  return {
    cipher,
    secrets: await openSecrets(keyFile),
    passwords: openPasswords(),
    codes: oneTimeCodes,
    qr: (text) => drawQr(text, {type: 'svg', margin: 2, errorCorrectionLevel: 'M'}),
  }
}
