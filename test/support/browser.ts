import {existsSync} from 'node:fs'
import {AxeBuilder} from '@axe-core/playwright'
import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** The browser of this machine; undefined where there is none, and tests that need one are left out. */
export const CHROMIUM = PLACES.find((place) => existsSync(place))

/** Why tests of pages in a browser do not run, where they do not. */
export const NO_CHROMIUM = 'no Chromium on this machine (apt-get install chromium)'

/** Widths and themes in which every page is looked at. */
export const LOOKS = [
  {name: 'phone light', viewport: {width: 390, height: 844}, colorScheme: 'light'},
  {name: 'phone dark', viewport: {width: 390, height: 844}, colorScheme: 'dark'},
  {name: 'desktop light', viewport: {width: 1280, height: 800}, colorScheme: 'light'},
  {name: 'desktop dark', viewport: {width: 1280, height: 800}, colorScheme: 'dark'},
] as const satisfies readonly (BrowserContextOptions & {name: string})[]

export function openChromium(): Promise<Browser> {
  return chromium.launch({executablePath: CHROMIUM ?? '', args: ['--no-sandbox']})
}

/** What axe finds wrong on a page by WCAG 2.2 A and AA: rule and place, one line each. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  const {violations} = await new AxeBuilder({page})
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(' ')}`))
}
