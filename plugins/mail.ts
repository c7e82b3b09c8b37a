import type {MailTransport} from '../src/ports.ts'

const FOLDER = 'folder:'

/**
 * Opens what the setting `mail` names: `folder:PATH`, `smtp://…` or `smtps://…`. Loads only what that needs.
 *
 * @throws ExamError `mail.bad-address`
 */
export async function openMail(address: string): Promise<MailTransport> {
  if (address.startsWith(FOLDER)) {
    const {openMailFolder} = await import('./mail-folder/index.ts')
    return openMailFolder(address.slice(FOLDER.length))
  }
  const {openSmtp} = await import('./smtp/index.ts')
  return openSmtp(address)
}
