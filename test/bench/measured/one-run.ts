import {allCases, keyOf} from './cases.ts'

/*
 * One run of one case, in a process of its own: it begins with a cold engine, and its memory is its own. Reads which from the
 * command line, writes its figure as JSON.
 */

const [key = '', folder = ''] = process.argv.slice(2)
const seed = Number(/\d+$/.exec(key)?.[0])
const found = allCases(folder).find((each) => keyOf(each, seed) === key)
if (!found) throw new Error(`No case is called ${key}`)
const figure = await found.run(seed)
process.stdout.write(JSON.stringify({...figure, megabytes: process.resourceUsage().maxRSS / 1_024}))
