import type {PersonId} from '../../ids.ts'
import type {Person} from '../model.ts'
import {fullName, searchKey, sortKey} from './names.ts'

type Given = Pick<Person, 'givenName' | 'familyName' | 'email' | 'kind'> &
  Partial<Omit<Person, 'id' | 'searchKey' | 'sortKey'>>

/** A person as first recorded. The name on the ID is the name he uses until somebody says otherwise. */
export function newPerson(id: PersonId, given: Given): Person {
  const person = {
    studentNumber: null,
    staffCode: null,
    prefix: '',
    idCheckName: '',
    language: null,
    eckId: null,
    accountId: null,
    sisId: null,
    locationId: null,
    mergedIntoId: null,
    endedAt: null,
    erasedAt: null,
    version: 1,
    ...given,
  }
  return {
    ...person,
    id,
    idCheckName: person.idCheckName || fullName(person),
    searchKey: searchKey(person),
    sortKey: sortKey(person),
  }
}
