import type {ArchiveStores} from '../../src/archive/store.ts'
import type {ResultStores} from '../../src/results/store.ts'
import {openTable} from '../table.ts'
import {openArchiveQuestions} from './archive-questions.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of the archive phase. */
export function openArchive(opening: Opening): Omit<ArchiveStores, keyof ResultStores> {
  const {tx, access} = opening
  return {
    bundles: openTable(tx, access, 'archiveBundle', {noun: 'archive', ends: null, code: 'code', versioned: false}),
    holds: openTable(tx, access, 'retentionHold', {noun: 'retention-hold', versioned: false}),
    destructions: openTable(tx, access, 'destruction', {ends: null, versioned: false}),
    archive: openArchiveQuestions(opening),
  }
}
