import { useCallback, useRef, useState } from 'react'
import { Refusal } from '../../api/trouble'
import { troubleWords } from '../../words/trouble'
import type { Draft, Field } from './draft'
import { words } from './fault-words'
import type { FormHandle, Problems } from './field'
import type { Faults } from './mapping'
import { fieldAt } from './paths'

export interface DraftHandle extends FormHandle {
  /** The newest draft, also between two renderings. */
  now(): Draft
  put(draft: Draft): void
  /** Says at each field what is wrong and brings the first of them into sight. */
  mark(faults: Faults): void
  /** A refusal that names a field is shown there; answers whether it was one. */
  markRefusal(why: unknown): boolean
}

/** What is typed, and what is wrong with it. `keep` is told of every change, before the next one can come. */
export function useDraft(begin: () => Draft, keep: (draft: Draft) => void, onFault: (field: Field) => void): DraftHandle {
  const [draft, setDraft] = useState(begin)
  const current = useRef(draft)
  const [problems, setProblems] = useState<Problems>({})
  const told = useRef({ keep, onFault })
  told.current = { keep, onFault }

  const put = useCallback((next: Draft) => {
    current.current = next
    told.current.keep(next)
    setDraft(next)
  }, [])
  const change = useCallback(
    (part: Partial<Draft>) => {
      put({ ...current.current, ...part })
      setProblems((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !(field in part))))
    },
    [put],
  )
  const show = (found: Problems) => {
    setProblems(found)
    const first = (Object.keys(current.current) as Field[]).find((field) => found[field])
    if (first) told.current.onFault(first)
  }
  return {
    draft,
    problems,
    change,
    put,
    now: () => current.current,
    mark: (faults) => show(Object.fromEntries(Object.entries(faults).map(([field, why]) => [field, words[why]])) as Problems),
    markRefusal: (why) => {
      const field = why instanceof Refusal ? fieldAt(why.field) : undefined
      if (field) show({ [field]: troubleWords(why) })
      return field !== undefined
    },
  }
}
