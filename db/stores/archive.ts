import type {ResultStores} from '../../src/results/store.ts'
import type {ArchiveStores} from '../../src/archive/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of the archive phase. */
export function openArchive({tx, access}: Opening): Omit<ArchiveStores, keyof ResultStores> {
  return {
    bundles: openTable(tx, access, 'archiveBundle', {noun: 'archive', ends: null, code: 'code', versioned: false}),
    holds: openTable(tx, access, 'retentionHold', {noun: 'retention-hold', versioned: false}),
    destructions: openTable(tx, access, 'destruction', {ends: null, versioned: false}),
  }
}
