import {createWriteStream, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {once} from 'node:events'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, describe, expect, test} from 'vitest'
import {csv} from '../../plugins/csv/index.ts'
import type {BadRow, TableRow} from '../../src/ports.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-csv-'))
afterAll(() => rmSync(folder, {recursive: true}))

let files = 0
function file(content: string | Uint8Array): string {
  const path = join(folder, `${++files}.csv`)
  writeFileSync(path, content)
  return path
}

async function listed(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const all: TableRow[] = []
  for await (const row of rows) all.push(row)
  return all
}

async function rowsOf(path: string): Promise<TableRow[]> {
  const {rows} = await csv.read(path)
  return listed(rows)
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

describe('a table that a school exports', () => {
  test.each([
    [';', 'lokaal;plaatsen\nB104;30\n'],
    [',', 'lokaal,plaatsen\nB104,30\n'],
    ['\t', 'lokaal\tplaatsen\nB104\t30\n'],
    [';', '"lokaal, kort, oud";plaatsen\n'],
    [',', '"a;b;c",plaatsen\n'],
    [';', '\n\nlokaal;plaatsen\n'],
    [',', 'sep=,\nlokaal;naam,plaatsen\n'],
    [';', 'lokaal\nB104\n'],
  ])('is separated by %j', async (separator, content) => {
    expect((await csv.read(file(content))).format.separator).toBe(separator)
  })

  test.each([
    ['UTF-8', Buffer.from('naam\nZoë Çelik €\n'), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFnaam\nZoë Çelik €\n'), 'utf-8'],
    ['Windows-1252', Buffer.concat([latin1('naam\nZoë Çelik '), Buffer.from([0x80]), latin1('\n')]), 'windows-1252'],
  ])('is read in %s', async (_, content, encoding) => {
    const table = await csv.read(file(content))
    expect(table.format.encoding).toBe(encoding)
    expect(table.header).toEqual(['naam'])
    expect((await listed(table.rows))[0]?.cells).toEqual({naam: 'Zoë Çelik €'})
  })

  test('keeps a letter that lies across two pieces of the file', async () => {
    const long = 'x'.repeat(65_535 - 5)
    const rows = await rowsOf(file(`naam\n${long}ë\nZoë\n`))
    expect(rows.map(({cells}) => cells['naam'])).toEqual([`${long}ë`, 'Zoë'])
  })

  test('has its column names trimmed and in lower case', async () => {
    expect((await csv.read(file(' Lokaal ;"PLAATSEN "\n'))).header).toEqual(['lokaal', 'plaatsen'])
  })

  test.each(['\n', '\r\n', '\r'])(
    'says on which line of the file a row begins, with %j after each line',
    async (end) => {
      const lines = ['lokaal;opmerking', 'B104;"eerste', 'tweede"', '', ' ; ', 'B105;"', '', '"', 'B106;kort']
      const rows = await rowsOf(file(lines.join(end)))
      expect(rows.map(({line, cells}) => [line, cells['lokaal'], cells['opmerking']])).toEqual([
        [2, 'B104', 'eerste\ntweede'],
        [6, 'B105', '\n\n'],
        [9, 'B106', 'kort'],
      ])
    },
  )

  test('counts the line that names the separator', async () => {
    expect(await rowsOf(file('sep=;\r\nlokaal\r\nB104\r\n'))).toEqual([{line: 3, cells: {lokaal: 'B104'}}])
  })

  test('can be read again', async () => {
    const {rows} = await csv.read(file('lokaal\nB104\nB105\n'))
    expect(await listed(rows)).toEqual(await listed(rows))
  })

  test('may have no rows yet', async () => {
    expect(await rowsOf(file('lokaal;plaatsen'))).toEqual([])
  })
})

describe('a table is refused', () => {
  test.each([
    ['that is empty', '', {code: 'table.empty', details: {line: 1}}],
    ['that holds blank lines only', '\n \n;;\n', {code: 'table.empty'}],
    ['with a column without a name', 'lokaal;;plaatsen\n', {code: 'table.empty-header', details: {line: 1, column: 2}}],
    [
      'with a column twice',
      'lokaal;Naam;naam \n',
      {code: 'table.duplicate-header', details: {line: 1, column: 'naam'}},
    ],
    [
      'with a cell too few',
      'a;b\n1;2\n"1\n";2\n3\n',
      {code: 'table.cell-count', details: {line: 5, cells: 1, expected: 2}},
    ],
    ['with a cell too many', 'a;b\n1;2;3\n', {code: 'table.cell-count', details: {line: 2, cells: 3, expected: 2}}],
    ['with a quote within a cell', 'a;b\n1;2\n3;5" disk\n', {code: 'table.broken-quote', details: {line: 3}}],
    ['with text after a quote', 'a;b\n1;2\n3;"x"y\n', {code: 'table.broken-quote', details: {line: 3}}],
    ['with a quote never closed', 'a;b\n1;2\n3;"x\n4;5\n6;7\n', {code: 'table.broken-quote', details: {line: 3}}],
    ['with a quote never closed in its first line', 'a;"b\n1;2\n', {code: 'table.broken-quote', details: {line: 1}}],
    ['that is a spreadsheet', Buffer.from('PK\u0003\u0004\u0000\u0000'), {code: 'table.not-text'}],
    ['in UTF-16', Buffer.from('\uFEFFa;b\n', 'utf16le'), {code: 'table.not-text'}],
    [
      'pasted together from two encodings',
      Buffer.concat([Buffer.from('a\nZoë\n'), latin1('Zoë\n')]),
      {code: 'table.mixed-encoding'},
    ],
  ])('%s', async (_, content, refusal) => {
    await expect(rowsOf(file(content))).rejects.toMatchObject({kind: 'invalid', ...refusal})
  })

  test('naming the file, the line and what to do', async () => {
    const path = file('a;b\n1\n')
    await expect(rowsOf(path)).rejects.toThrow(`${path}:2 has 1 cells where the first line has 2; add what is missing`)
  })

  test('that is not there, or is a folder', async () => {
    await expect(csv.read(join(folder, 'none.csv'))).rejects.toMatchObject({kind: 'not-found', code: 'table.missing'})
    await expect(csv.read(folder)).rejects.toMatchObject({code: 'table.not-a-file'})
  })

  test('soon, when a quote at its start would swallow the whole file', async () => {
    const path = file(`a;b\n1;"2\n${'3;4\n'.repeat(1_000_000)}`)
    await expect(rowsOf(path)).rejects.toMatchObject({code: 'table.broken-quote', details: {line: 2}})
  })
})

test('an import sees every row with a wrong number of cells, and the good ones too', async () => {
  const bad: BadRow[] = []
  const {rows} = await csv.read(file('a;b\n1\n1;2\n1;2;3\n'), {onBadRow: (row) => void bad.push(row)})
  expect(await listed(rows)).toEqual([{line: 3, cells: {a: '1', b: '2'}}])
  expect(bad).toMatchObject([
    {line: 2, cells: ['1'], problem: {code: 'table.cell-count'}},
    {line: 4, cells: ['1', '2', '3'], problem: {code: 'table.cell-count'}},
  ])
})

test('a file of two hundred thousand students is read without holding it in memory', {timeout: 60_000}, async () => {
  const path = join(folder, 'large.csv')
  const out = createWriteStream(path)
  out.write('studentnummer;naam;opmerking\r\n')
  for (let n = 0; n < 200_000; n += 1000) {
    const rows = Array.from(
      {length: 1000},
      (_, i) => `${1_000_000 + n + i};Zoë de Vries;"${'lang verhaal '.repeat(20)}"\r\n`,
    )
    if (!out.write(rows.join(''))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  const before = process.memoryUsage().rss
  let highest = before
  let count = 0
  let lastLine = 0
  for await (const {line} of (await csv.read(path)).rows) {
    count += 1
    if (count % 10_000 === 0) highest = Math.max(highest, process.memoryUsage().rss)
    lastLine = line
  }
  expect([count, lastLine]).toEqual([200_000, 200_001])
  expect((highest - before) / 2 ** 20).toBeLessThan(150)
})

describe('a written table', () => {
  test('opens in a Dutch spreadsheet: byte order mark, semicolons, lines that end as Windows expects', () => {
    expect(
      csv.csv(
        ['naam', 'score'],
        [
          ['Çelik; Zoë', 7.5],
          ['"de Snelle"', null],
        ],
      ),
    ).toBe('\uFEFFnaam;score\r\n"Çelik; Zoë";7.5\r\n"""de Snelle""";\r\n')
  })

  test('runs no formulas, and leaves numbers alone', () => {
    const cells = ['=1+1', '+31 6', '-', '@sum', '\tx', '\rx', '＝1', '7', "'t Hart", -3]
    const [, ...written] = csv
      .csv(
        ['x'],
        cells.map((cell) => [cell]),
      )
      .split('\r\n')
    expect(written.slice(0, -1)).toEqual([
      "'=1+1",
      "'+31 6",
      "'-",
      "'@sum",
      "'\tx",
      '"\'\rx"',
      "'＝1",
      '7',
      "'t Hart",
      '-3',
    ])
  })

  test('is read back as it was, whatever the cells hold', async () => {
    const cell = fc.string({unit: 'binary'}).map((text) =>
      text
        .toWellFormed()
        .replaceAll(/[\0\r]/g, '')
        .replaceAll(/^'+/g, ''),
    )
    const rows = fc.array(fc.tuple(fc.constant('x'), cell, cell), {maxLength: 20})
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const read = await rowsOf(file(csv.csv(['vast', 'een', 'twee'], table)))
        expect(read.map(({cells}) => Object.values(cells))).toEqual(table)
      }),
      {numRuns: 200},
    )
  })
})
