import { Problem } from '../../shared/problem.ts'
import { changedFields } from './rules.ts'

type Form = { [field: string]: unknown }

/**
 * Whether an edit is the repeat of one whose answer was lost. One on a version that is no more is refused with what changed since, so
 * that the page can show it and keep what was typed; `formAt` tells what an older version said, where that is known.
 */
export async function isRepeated(
  stands: { version: number; form: Form },
  asked: { version: number; form: Form },
  formAt: (version: number) => Promise<Form | undefined>,
): Promise<boolean> {
  const { version } = stands
  if (version === asked.version + 1 && changedFields(stands.form, asked.form).length === 0) return true
  if (version === asked.version) return false
  const known = asked.version < version ? await formAt(asked.version) : undefined
  const changed = known ? changedFields(known, stands.form) : []
  throw new Problem('version.stale', { field: 'version', details: { version, changed } })
}
