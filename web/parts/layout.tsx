/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {timeOf} from '../../src/time.ts'
import {noticeText} from '../../src/texts/notices.ts'
import {roleName, SHELL} from '../../src/texts/shell.ts'
import type {AssetName} from '../assets.ts'
import {menuFor} from '../menu.ts'
import type {Visit} from '../visit.ts'
import {PostButton} from './form.tsx'
import {Notice, Problems} from './notice.tsx'

export type LayoutFacts = Readonly<{
  visit: Visit
  title: string
  wide: boolean
  href: (name: AssetName) => string
  /** Of this page alone. */
  script?: AssetName | undefined
  children?: Child
}>

/** The frame around every page: the school, who I am and in which roles, the menu, the server's clock (issue 4). */
export function Layout({visit, title, wide, href, script, children}: LayoutFacts) {
  const {language, school, problem} = visit
  const t = SHELL[language]
  const notice = noticeText(visit.query('done'), language)
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${school.name}`}</title>
        <link rel="icon" href={href('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={href('app.css')} />
        <script src={href('app.js')} type="module"></script>
        {script === undefined ? null : <script src={href(script)} type="module"></script>}
      </head>
      <body class={wide ? 'wide' : ''}>
        <a class="skip" href="#content">
          {t.skip}
        </a>
        {school.rehearsal ? <p class="rehearsal">{t.rehearsal}</p> : null}
        <Header visit={visit} />
        <main id="content" tabindex={-1}>
          {notice === undefined || problem ? null : <Notice>{notice}</Notice>}
          {problem ? <Problems problem={problem} visit={visit} /> : null}
          {children}
        </main>
      </body>
    </html>
  )
}

function Header({visit}: Readonly<{visit: Visit}>) {
  const {language, school, me, session, now} = visit
  const t = SHELL[language]
  const inside = me !== null && session?.step === 'done'
  const roles = me?.actor.roles ?? []
  return (
    <header>
      <div class="top">
        <div class="bar">
          <a class="school" href="/">
            {school.name}
          </a>
          <p class="clock">
            <span class="unseen">{t.clock}: </span>
            <time datetime={now} data-clock={school.zone}>
              {timeOf(now, school.zone)}
            </time>
          </p>
        </div>
        <div class="bar who">
          {me === null ? null : (
            <p>
              <b>{me.name}</b>
              <span class="roles">{roles.map((role) => roleName(role, language)).join(', ')}</span>
            </p>
          )}
          <div class="doors">
            <PostButton
              visit={visit}
              to={`/language?to=${encodeURIComponent(visit.problem ? '/' : visit.path)}`}
              name="language"
              value={language === 'nl' ? 'en' : 'nl'}
              look="plain"
              lang={language === 'nl' ? 'en' : 'nl'}
            >
              {t.otherLanguage}
            </PostButton>
            {me === null ? null : (
              <PostButton visit={visit} to="/sign-out" look="plain">
                {t.signOut}
              </PostButton>
            )}
          </div>
        </div>
      </div>
      {inside ? <Menu visit={visit} /> : null}
    </header>
  )
}

function Menu({visit}: Readonly<{visit: Visit}>) {
  const {language, me, path} = visit
  const entries = menuFor(me?.actor.roles ?? [])
  // Of `/student` and `/student/results` the longer one is where he is.
  const [here] = entries
    .filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)
  return (
    <nav aria-label={SHELL[language].menu}>
      <ul>
        {entries.map((entry) => (
          <li>
            <a href={entry.path} aria-current={entry !== here ? undefined : path === entry.path ? 'page' : 'true'}>
              {entry.text(language)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
