/** @jsxImportSource hono/jsx */
import type {DeskExam} from '../../../src/delivery/reports/desk-candidates.ts'
import {DUTY} from '../../../src/texts/duty.ts'
import {timeOf} from '../../../src/time.ts'
import {Button, Form} from '../../parts/form.tsx'
import {factWords} from './fact-words.ts'
import {pathOf, type Room} from './own-session.ts'

/** What two people said differently of a student; the lead says which is right. */
export function Disputes({room, exams, leads}: Readonly<{room: Room; exams: readonly DeskExam[]; leads: boolean}>) {
  const {visit, zone, session} = room
  const t = DUTY[visit.language]
  return (
    <div class="notice care">
      <p>{t.dispute}</p>
      <ul>
        {exams
          .flatMap(({disputes}) => disputes)
          .flatMap(({facts}) => facts)
          .map((fact) => (
            <li>
              <b>{factWords(fact, {language: visit.language, zone})}</b>{' '}
              <span class="soft">({t.saidBy(fact.by, timeOf(fact.at, zone))})</span>{' '}
              {leads && room.open ? (
                <Form visit={visit} to={pathOf(session, 'settle')} class="one-button">
                  <input type="hidden" name="fact" value={String(fact.number)} />
                  <Button look="second" label={`${t.right}: ${factWords(fact, {language: visit.language, zone})}`}>
                    {t.right}
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
      </ul>
    </div>
  )
}
