/** @jsxImportSource hono/jsx */
import {showDossier} from '../../../src/archive/show-dossier.ts'
import {DOSSIER} from '../../../src/texts/dossier.ts'
import {Dossier} from '../../parts/dossier.tsx'
import {type Answer, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'

async function show(visit: Visit): Promise<Answer> {
  const t = DOSSIER[visit.language]
  const dossier = await showDossier(visit.ctx, {student: signedIn(visit).me.studentNumber ?? ''})
  const body = (
    <>
      <h1>{t.title}</h1>
      <p>{t.text}</p>
      <Dossier visit={visit} dossier={dossier} />
    </>
  )
  return {title: t.title, body, wide: true}
}

/** All that is kept of the one who looks, as he may see it (feature C6). */
export const studentDossier: readonly Route[] = [
  page('/student/dossier', {audience: ['student'], right: 'dossier.read'}, show),
]
