import { useRef, useState } from 'react'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import type { Draft, Field } from '../../form/draft'
import { type Batch, filledFrom, type Promotion } from '../../form/filled'
import { type Clash, groupsOf, merged, sameSaid } from '../../form/groups'
import { type BatchForm, batchOf, type Here, type PromotionForm, promotionOf } from '../../form/mapping'
import { useApproval } from '../../form/use-approval'
import { useDraft } from '../../form/use-draft'
import { forgetEdit, keepEdit, readEdit, type SavedEdit } from './saved'

/** What is edited: the promotion, one of its batches, or a batch that is to be. */
export interface Subject {
  promotion: Promotion
  batch?: Batch | undefined
  fresh: boolean
}

interface Facts {
  subject: Subject
  here: Here
  onDone(): void
  onFault(field: Field): void
}

const idOf = ({ promotion, batch, fresh }: Subject) =>
  batch?.batchId ?? (fresh ? `${promotion.promotionId}.new` : promotion.promotionId)
const versionOf = ({ promotion, batch, fresh }: Subject) => (fresh ? 0 : (batch?.version ?? promotion.version))

/**
 * The form on what stands, with its version. Where somebody else was quicker the newer one is fetched, and what was typed is put
 * upon it: nothing typed is lost, and nothing of theirs is undone unseen.
 */
export function useEdit({ subject: begin, here, onDone, onFault }: Facts) {
  const [subject, setSubject] = useState(begin)
  const [clashes, setClashes] = useState<Clash[]>()
  const [trouble, setTrouble] = useState<unknown>()
  const [asking, setAsking] = useState(false)
  const what = subject.batch || subject.fresh ? ('batch' as const) : ('promotion' as const)
  const id = idOf(begin)
  const standing = (of: Subject) => filledFrom(of.promotion, what === 'batch' ? (of.batch ?? blankBatch) : undefined, here)

  const saved = useRef<SavedEdit | undefined>(undefined)
  const first = useRef<{ draft: Draft; clashes: Clash[]; restored: boolean } | undefined>(undefined)
  if (!first.current) {
    const kept = readEdit(id)
    const theirs = standing(begin)
    const put = kept
      ? merged(what, { base: { ...theirs, ...kept.base }, mine: { ...theirs, ...kept.draft }, theirs })
      : { draft: theirs, clashes: [] }
    const restored = groupsOf(what).some((group) => !sameSaid(group, put.draft, theirs))
    first.current = { ...put, restored }
    saved.current = { draft: put.draft, base: theirs, version: versionOf(begin), sent: kept?.sent, odd: kept?.odd }
  }
  const save = (part: Partial<SavedEdit>) => {
    const next = { ...(saved.current as SavedEdit), ...part }
    saved.current = next
    keepEdit(id, next)
  }
  const typed = useDraft(
    () => (first.current as { draft: Draft }).draft,
    (draft) => save({ draft }),
    onFault,
  )
  const shownClashes = clashes ?? first.current.clashes
  const approval = useApproval(
    saved.current?.odd,
    (odd) => save({ odd }),
    () => send(),
  )

  /** Somebody else saved first. */
  const meet = async () => {
    const promotion = await call('getPromotion', { promotionId: subject.promotion.promotionId })
    const batch = subject.batch && promotion.batches.find(({ batchId }) => batchId === subject.batch?.batchId)
    const next = { ...subject, promotion, batch }
    const theirs = standing(next)
    const put = merged(what, { base: (saved.current as SavedEdit).base, mine: typed.now(), theirs })
    save({ base: theirs, version: versionOf(next) })
    typed.put(put.draft)
    setSubject(next)
    setClashes(put.clashes)
  }

  const done = () => {
    forgetEdit(id)
    setAsking(false)
    onDone()
  }
  const read = () => {
    const about = { ...here, promotion: subject.promotion, batch: subject.batch }
    const reading = what === 'promotion' ? promotionOf(typed.now(), about) : batchOf(typed.now(), about)
    if ('form' in reading) return reading.form
    typed.mark(reading.faults)
    return undefined
  }

  const [send, sending] = useOnce(async () => {
    const form = read()
    if (!form) return setAsking(false)
    setTrouble(undefined)
    const { promotionId } = subject.promotion
    const { version } = saved.current as SavedEdit
    try {
      if (what === 'promotion') {
        // The budget is raised elsewhere.
        const { budgetFen: _, ...words } = form as PromotionForm
        await call('updatePromotion', { ...words, promotionId, version })
      } else if (subject.batch) {
        await call('updateBatch', { ...(form as BatchForm), batchId: subject.batch.batchId, version })
      } else {
        const of = JSON.stringify(form)
        const before = saved.current?.sent
        const sent = before?.of === of ? before : { of, key: newKey() }
        save({ sent })
        await call('createBatch', { ...(form as BatchForm), promotionId }, { key: sent.key })
      }
      done()
    } catch (why) {
      setAsking(false)
      const batchId = subject.batch?.batchId
      if (what === 'batch' && approval.takeUp(why, { promotionId, ...(batchId && { batchId }), form: form as BatchForm }))
        return
      if (why instanceof Refusal && why.code === 'version.stale') return await meet().catch(setTrouble)
      if (!typed.markRefusal(why)) setTrouble(why)
    }
  })

  return {
    ...typed,
    change: (part: Partial<Draft>) => {
      typed.change(part)
      approval.drop()
      setTrouble(undefined)
    },
    what,
    subject,
    approval,
    clashes: shownClashes,
    restored: first.current.restored,
    trouble,
    asking,
    /** Before it is saved it is said what that does to what is held. */
    ask: (needed: boolean) => {
      setTrouble(undefined)
      if (!needed) return send()
      if (read()) setAsking(true)
    },
    keepEditing: () => setAsking(false),
    send,
    sending,
    forget: () => forgetEdit(id),
  }
}

/** What a new one begins with. */
const blankBatch: BatchForm = {
  ...{ title: '', total: 100, perMember: 1 },
  benefit: { kind: 'amount', offFen: 0, minSpendFen: 0 },
  validity: { kind: 'days', days: 30 },
}
