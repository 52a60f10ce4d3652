import { useCallback, useRef, useState } from 'react'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import { language } from '../../../platform/language'
import { troubleWords } from '../../../words/common'
import { words } from './copy'
import { blankDraft, type Draft, type Field, type Saved, type Sent } from './draft'
import { type Forms, fieldAt, formsOf } from './mapping'
import { forget, keep, readSaved } from './saved'

export type Problems = Partial<Record<Field, string>>

interface Facts {
  offset: number
  today: string
  onDone(launched: boolean): void
  /** A field that is not right yet, to be brought into sight. */
  onFault(field: Field): void
}

/** One form, three calls: each goes out under a key of its own that is kept until it is answered. */
export function useCreate({ offset, today, onDone, onFault }: Facts) {
  const saved = useRef<Saved | undefined>(undefined)
  saved.current ??= readSaved(today)
  const [draft, setDraft] = useState<Draft>(saved.current.draft)
  const [problems, setProblems] = useState<Problems>({})
  const [trouble, setTrouble] = useState<unknown>()
  const [asking, setAsking] = useState(false)

  const save = useCallback((part: Partial<Saved>) => {
    const next = { ...(saved.current as Saved), ...part }
    saved.current = next
    keep(next)
    return next
  }, [])

  const change = useCallback(
    (part: Partial<Draft>) => {
      setDraft(save({ draft: { ...(saved.current as Saved).draft, ...part } }).draft)
      const gone = Object.keys(part) as Field[]
      setProblems((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !gone.includes(field as Field))))
      setTrouble(undefined)
    },
    [save],
  )

  /** The form as it can be sent; else says at each field what is missing. */
  const read = (): Forms | undefined => {
    const reading = formsOf((saved.current as Saved).draft, { offset, today, language })
    if ('forms' in reading) return reading.forms
    const found = Object.fromEntries(Object.entries(reading.faults).map(([field, why]) => [field, words[why]])) as Problems
    setProblems(found)
    showFirst(found)
    return undefined
  }
  const showFirst = (found: Problems) => {
    const first = (Object.keys(blankDraft(today)) as Field[]).find((field) => found[field])
    if (first) onFault(first)
  }

  /** The same body goes out under the same key; another body is another thing. What was made is not made again. */
  const make = async (which: 'promotion' | 'batch', body: object, work: (key: string) => Promise<string>): Promise<string> => {
    const of = JSON.stringify(body)
    const before = (saved.current as Saved)[which]
    const sent: Sent = before?.of === of ? before : { of, key: newKey() }
    if (sent.id) return sent.id
    save({ [which]: sent })
    const id = await work(sent.key)
    save({ [which]: { ...sent, id } })
    return id
  }

  /** The coupon is there and only its launch has failed: from here it goes on to launch it, or to the list as a draft. */
  const made = saved.current.batch?.id !== undefined
  const done = (launched: boolean) => {
    forget()
    saved.current = { draft: blankDraft(today) }
    setAsking(false)
    onDone(launched)
  }

  const [send, sending] = useOnce(async (launch: boolean) => {
    const forms = read()
    if (!forms) return setAsking(false)
    setTrouble(undefined)
    try {
      const promotionId = await make('promotion', forms.promotion, async (key) => {
        return (await call('createPromotion', forms.promotion, { key })).promotionId
      })
      const batch = { promotionId, ...forms.batch }
      await make('batch', batch, async (key) => (await call('createBatch', batch, { key })).batchId)
      if (launch) await call('launchPromotion', { promotionId })
      done(launch)
    } catch (why) {
      const field = why instanceof Refusal ? fieldAt(why.field) : undefined
      if (!field) return setTrouble(why)
      const found = { [field]: troubleWords(why) }
      setProblems(found)
      setAsking(false)
      showFirst(found)
    }
  })

  return {
    draft,
    change,
    problems,
    trouble,
    asking,
    ask: () => {
      setTrouble(undefined)
      if (read()) setAsking(true)
    },
    keepEditing: () => {
      if (!made) return setAsking(false)
      done(false)
    },
    send,
    sending,
    made,
  }
}

export type Creation = ReturnType<typeof useCreate>
