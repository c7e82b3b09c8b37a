import type {ToldEntry} from './store.ts'

/** An entry of the audit trail as a dossier holds it; `id` and `seal` lead to the batch that proves it. */
export function toldEntry({id, at, deed, actor, role, aboutKind, aboutId, facts, text, sealNumber}: ToldEntry) {
  return {id, at, deed, by: actor, role, about: aboutKind, aboutId, facts, text, seal: sealNumber}
}
