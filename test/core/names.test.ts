import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Person} from '../../src/institution/model.ts'
import {folded, fullName, listName, searchKey, sortKey} from '../../src/institution/people/names.ts'
import {newPerson} from '../../src/institution/people/new-person.ts'
import {pageOf} from '../../src/institution/people/people-filter.ts'

describe('names', () => {
  test.each([
    ['Çelik', 'celik'],
    ['Łukasz Żółć', 'lukasz zolc'],
    ['  Van   DER  Meer ', 'van der meer'],
    ['Strauß', 'strauss'],
    ['Şık', 'sik'],
    ['Bjørn Þór', 'bjorn þor'],
    ['Æbleø', 'aebleo'],
  ])('%s is found as %s', (name, key) => {
    expect(folded(name)).toBe(key)
  })

  test('a folded name folds to itself and holds no capitals and no marks', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), (text) => {
        const key = folded(text)
        expect(folded(key)).toBe(key)
        expect(key).not.toMatch(/\p{M}/u)
      }),
    )
  })

  test('are told, listed, sorted and searched as Dutch lists do', () => {
    const sanne = {
      givenName: 'Sanne',
      prefix: 'van der',
      familyName: 'Çelik',
      studentNumber: '0412345',
      staffCode: null,
    }
    expect(fullName(sanne)).toBe('Sanne van der Çelik')
    expect(listName(sanne)).toBe('Çelik, Sanne van der')
    expect(sortKey(sanne)).toBe('celik sanne van der')
    expect(searchKey(sanne)).toBe('0412345 sanne van der celik')
    expect(fullName({...sanne, prefix: ''})).toBe('Sanne Çelik')
  })

  test('whoever is searched by a part of his own name is found', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'à', 'b', 'ç', 'İ', 'ı', 'ø', 'ß', 'Ł', '-', "'", ' '),
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(part, part, (givenName, familyName) => {
        const {searchKey: key} = newPerson('p' as Person['id'], {
          givenName,
          familyName,
          email: 'x@example.org',
          kind: 'staff',
        })
        for (const word of pageOf({search: `${familyName} ${givenName}`}).search) expect(key).toContain(word)
      }),
    )
  })

  test('the name on the ID is the full name until it is said', () => {
    const given = {givenName: 'Noor', familyName: 'Bakker', email: 'n@example.org', kind: 'regular'} as const
    expect(newPerson('p' as Person['id'], given).idCheckName).toBe('Noor Bakker')
    expect(newPerson('p' as Person['id'], {...given, idCheckName: 'N. B.'}).idCheckName).toBe('N. B.')
  })
})
