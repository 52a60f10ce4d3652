import { useCallback, useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { useOnce } from '../../../hooks/use-once'
import { blankDraft, type Field, type Sent } from '../../form/draft'
import { type Forms, formsOf, type Here, type PromotionForm } from '../../form/mapping'
import { useApproval } from '../../form/use-approval'
import { useDraft } from '../../form/use-draft'
import { type Check, isBlocked, meant } from '../../launch/check-list'
import { forget, keep, readSaved, type Saved } from './saved'

type Launched = OutputOf<'launchPromotion'>

interface Facts {
  here: Here
  onDone(launched: Launched | undefined): void
  /** A field that is not right yet, to be brought into sight. */
  onFault(field: Field): void
}

/** One form, four calls: each that makes something goes out under a key of its own that is kept until it is answered. */
export function useCreate({ here, onDone, onFault }: Facts) {
  const saved = useRef<Saved | undefined>(undefined)
  saved.current ??= readSaved(here.today)
  const [trouble, setTrouble] = useState<unknown>()
  const [asking, setAsking] = useState(false)
  const [checks, setChecks] = useState<Check[]>()

  const save = useCallback((part: Partial<Saved>) => {
    const next = { ...(saved.current as Saved), ...part }
    saved.current = next
    keep(next)
  }, [])
  const typed = useDraft(
    () => (saved.current as Saved).draft,
    (draft) => save({ draft }),
    onFault,
  )
  const approval = useApproval(
    saved.current.odd,
    (odd) => save({ odd }),
    () => send((saved.current as Saved).launch === true, false),
  )

  /** The form as it can be sent; else says at each field what is missing. */
  const read = (): Forms | undefined => {
    const reading = formsOf(typed.now(), here)
    if ('forms' in reading) return reading.forms
    typed.mark(reading.faults)
    return undefined
  }

  /** The same body goes out under the same key; another body is another thing. What was made is not made again. */
  const make = async (which: 'promotion' | 'batch', body: object, work: (key: string) => Promise<Partial<Sent>>) => {
    const of = JSON.stringify(body)
    const before = (saved.current as Saved)[which]
    const sent: Sent = before?.of === of ? before : { of, key: newKey() }
    if (sent.id) return sent.id
    save({ [which]: sent })
    const made = { ...sent, ...(await work(sent.key)) }
    save({ [which]: made })
    return made.id as string
  }
  /** One that was made for a coupon that was refused then is mended, not made a second time: unless its budget or hold-out is another. */
  const makePromotion = (form: PromotionForm) =>
    make('promotion', form, async (key) => {
      const before = earlier.current
      const { budgetFen, holdOutPercent, ...words } = form
      const asked = before && (JSON.parse(before.of) as PromotionForm)
      if (before?.id && before.version && asked?.budgetFen === budgetFen && asked?.holdOutPercent === holdOutPercent) {
        const { promotionId, version } = await call('updatePromotion', {
          ...words,
          promotionId: before.id,
          version: before.version,
        })
        return { id: promotionId, version }
      }
      const { promotionId, version } = await call('createPromotion', form, { key })
      return { id: promotionId, version }
    })
  const earlier = useRef<Sent | undefined>(undefined)

  /** The coupon is there and only its launch has failed: from here it goes on to launch it, or to the list as a draft. */
  const made = saved.current.batch?.id !== undefined
  const done = (launched?: Launched) => {
    forget()
    saved.current = { draft: blankDraft(here.today) }
    setAsking(false)
    onDone(launched)
  }

  const [send, sending] = useOnce(async (launch: boolean, looked: boolean) => {
    const forms = read()
    if (!forms) return setAsking(false)
    setTrouble(undefined)
    save({ launch })
    earlier.current = saved.current?.promotion
    let promotionId = ''
    try {
      promotionId = await makePromotion(forms.promotion)
      const batch = { promotionId, ...forms.batch }
      await make('batch', batch, async (key) => ({ id: (await call('createBatch', batch, { key })).batchId }))
      if (!launch) return done()
      if (!looked) {
        const found = await call('launchCheck', { promotionId })
        if (!found.ready || found.checks.some(({ level }) => level !== 'ok')) {
          setChecks(found.checks)
          return setAsking(true)
        }
      }
      done(await call('launchPromotion', { promotionId, ...(looked && checks && meant(checks)) }))
    } catch (why) {
      if (approval.takeUp(why, { promotionId, form: forms.batch })) return setAsking(false)
      if (typed.markRefusal(why)) return setAsking(false)
      setTrouble(why)
    }
  })

  return {
    ...typed,
    change: (part: Parameters<typeof typed.change>[0]) => {
      typed.change(part)
      approval.drop()
      setTrouble(undefined)
    },
    approval,
    trouble,
    asking,
    /** What the launch was looked at for, where somebody has to look. */
    checks,
    blocked: checks !== undefined && isBlocked(checks),
    ask: () => {
      setTrouble(undefined)
      setChecks(undefined)
      if (read()) setAsking(true)
    },
    keepEditing: () => {
      if (!made) return setAsking(false)
      done()
    },
    send,
    sending,
    made,
  }
}

export type Creation = ReturnType<typeof useCreate>
