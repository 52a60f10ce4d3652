import { useRef, useState } from 'react'
import { call } from '../../api/call'
import { newKey } from '../../api/key'
import { Refusal } from '../../api/trouble'
import { useOnce } from '../../hooks/use-once'
import { troubleWords } from '../../words/trouble'
import { showFault } from '../form/show-fault'
import { useApproval } from '../form/use-approval'
import { type Check, meant } from '../launch/check-list'
import { copy, whyWords } from './copy'
import { blankDeal, type Deal, type DealDraft, type DealField, filledDeal } from './draft'
import type { DealHandle, DealProblems } from './fields'
import { type DealFaults, dealOf, fieldOf, windowOf } from './mapping'

interface Facts {
  /** What is edited. */
  deal: Deal | undefined
  /** What it is added to; absent: a promotion of its own. */
  promotionId: string | undefined
  here: { today: string; offset: number }
  onDone(said: string): void
}

/** A request that made something: the same body goes out under the same key, another body is another thing. */
interface Sent {
  of: string
  key: string
  id?: string
}

/** One form, up to three calls; each that makes something has a key of its own that is kept until it is answered. */
export function useDealForm({ deal, promotionId, here, onDone }: Facts) {
  const [draft, setDraft] = useState<DealDraft>(() => (deal ? filledDeal(deal, here.today) : blankDeal(here.today)))
  const [problems, setProblems] = useState<DealProblems>({})
  const [trouble, setTrouble] = useState<unknown>()
  const [stale, setStale] = useState(false)
  const [asking, setAsking] = useState(false)
  const [checks, setChecks] = useState<Check[]>()
  const sent = useRef<{ [what: string]: Sent }>({})
  /** What goes on once somebody has approved odd terms. */
  const launches = useRef(false)

  const approval = useApproval(
    undefined,
    () => {},
    () => send(launches.current),
  )

  const change = (part: Partial<DealDraft>) => {
    setDraft((known) => ({ ...known, ...part }))
    setProblems((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !(field in part))))
    setTrouble(undefined)
    approval.drop()
  }
  const show = (found: DealProblems) => {
    setProblems(found)
    const first = (Object.keys(draft) as DealField[]).find((field) => found[field])
    if (first) showFault(first)
  }
  const worded = (faults: DealFaults) =>
    Object.fromEntries(Object.entries(faults).map(([field, why]) => [field, whyWords[why]])) as DealProblems

  function read() {
    const reading = dealOf(draft)
    const own = deal || promotionId ? undefined : windowOf(draft, here)
    const faults = { ...('faults' in reading && reading.faults), ...(own && 'faults' in own && own.faults) }
    if (Object.keys(faults).length > 0 || 'faults' in reading) return show(worded(faults))
    return { form: reading.form, promotion: own && 'form' in own ? own.form : undefined }
  }

  async function make(what: string, body: object, work: (key: string) => Promise<string>): Promise<string> {
    const of = JSON.stringify(body)
    const before = sent.current[what]
    const one = before?.of === of ? before : { of, key: newKey() }
    sent.current[what] = one
    one.id ??= await work(one.key)
    return one.id
  }

  /** The promotion it stands in, or shall. */
  async function place(promotion: Parameters<typeof call<'createPromotion'>>[1] | undefined): Promise<string> {
    const known = deal?.promotionId ?? promotionId
    if (known !== undefined || !promotion) return known ?? ''
    return make('promotion', promotion, async (key) => (await call('createPromotion', promotion, { key })).promotionId)
  }

  const [send, sending] = useOnce(async (launch: boolean, looked = false) => {
    const all = read()
    if (!all) return setAsking(false)
    setTrouble(undefined)
    launches.current = launch
    let to = ''
    try {
      to = await place(all.promotion)
      if (deal) await call('updateDeal', { ...all.form, dealId: deal.dealId, version: deal.version })
      else {
        const body = { ...all.form, promotionId: to }
        await make('deal', body, async (key) => (await call('createDeal', body, { key })).dealId)
        if (launch && !looked) {
          const found = await call('launchCheck', { promotionId: to })
          if (found.checks.some(({ level }) => level !== 'ok')) {
            setChecks(found.checks)
            return setAsking(true)
          }
        }
        if (launch) await call('launchPromotion', { promotionId: to, ...(checks && meant(checks)) })
      }
      onDone(deal || promotionId ? copy.saved : launch ? copy.launched : copy.draftSaved)
    } catch (why) {
      setAsking(false)
      if (approval.takeUp(why, { promotionId: to, ...(deal && { dealId: deal.dealId }), dealForm: all.form })) return
      const field = why instanceof Refusal ? fieldOf(why.field) : undefined
      if (why instanceof Refusal && why.code === 'version.stale') setStale(true)
      else if (field) show({ [field]: troubleWords(why) })
      else setTrouble(why)
    }
  })

  const handle: DealHandle = { draft, problems, change }
  return {
    ...handle,
    approval,
    trouble,
    stale,
    asking,
    /** What the launch was looked at for, where somebody has to look. */
    checks,
    ask: () => {
      setChecks(undefined)
      if (read()) setAsking(true)
    },
    keepEditing: () => setAsking(false),
    send,
    sending,
  }
}
