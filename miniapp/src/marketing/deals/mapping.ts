import type { CallOf } from '../../../../shared/api.ts'
import { fenOf } from '../../../../shared/money.ts'
import { dayAfter, isDay } from '../form/draft'
import { spanOf } from '../form/walls'
import type { DealDraft, DealField } from './draft'

export type DealForm = Omit<CallOf<'createDeal'>, 'promotionId'>
export type DealWhy =
  | 'need'
  | 'money'
  | 'size'
  | 'twice'
  | 'cheaper'
  | 'rising'
  | 'ladder'
  | 'aboveList'
  | 'hours'
  | 'total'
  | 'perMember'
  | 'overTotal'
  | 'uses'
  | 'days'
  | 'sponsored'
  | 'order'
  | 'past'
export type DealFaults = Partial<Record<DealField, DealWhy>>

const mostFen = 1_000_000_000

interface Reader {
  faults: DealFaults
  fault(field: DealField, why: DealWhy): void
}

function reader(): Reader {
  const faults: DealFaults = {}
  return {
    faults,
    fault: (field, why) => {
      faults[field] ??= why
    },
  }
}

/** The deal as the contract wants it, or what is wrong at which field. */
export function dealOf(draft: DealDraft): { form: DealForm } | { faults: DealFaults } {
  const { faults, fault } = reader()
  const title = draft.title.trim()
  if (title === '') fault('title', 'need')
  const aloneFen = moneyOf(draft, 'alone', fault) ?? 0
  const listFen = draft.list.trim() === '' ? undefined : moneyOf(draft, 'list', fault)
  if (listFen !== undefined && aloneFen > listFen) fault('list', 'aboveList')
  const unitCostFen = draft.unitCost.trim() === '' ? undefined : moneyOf(draft, 'unitCost', fault)
  const ladder = ladderOf(draft, aloneFen, fault)
  const groupHours = countOf(draft.hours, 1, 168) ?? wrong(fault, 'hours', 'hours')
  const total = countOf(draft.total, 1, 1_000_000) ?? wrong(fault, 'total', 'total')
  const perMember = countOf(draft.perMember, 1, 20) ?? wrong(fault, 'perMember', 'perMember')
  if (perMember > total) fault('perMember', 'overTotal')
  if (ladder.some(({ size }) => size > total)) fault('total', 'total')
  const uses = countOf(draft.uses, 1, 100) ?? wrong(fault, 'uses', 'uses')
  const validDays = countOf(draft.days, 1, 365) ?? wrong(fault, 'days', 'days')
  const smallest = Math.min(...ladder.map(({ size }) => size).filter((size) => size > 0))
  const sponsored = draft.sponsored.trim() === '' ? 0 : countOf(draft.sponsored, 0, 19)
  if (sponsored === undefined || sponsored >= smallest) fault('sponsored', 'sponsored')
  if (Object.keys(faults).length > 0) return { faults }
  return {
    form: {
      ...{ title, total, perMember, aloneFen, ladder, groupHours, refundable: draft.refundable },
      ...(draft.picture !== '' && { picture: draft.picture }),
      ...(listFen !== undefined && { listFen }),
      ...(unitCostFen !== undefined && { unitCostFen }),
      voucher: { uses, validDays, ...storesOf(draft) },
      ...(sponsored && { sponsoredSeats: sponsored }),
    },
  }
}

function storesOf({ storeIds, storeSetId }: DealDraft): Pick<DealForm['voucher'], 'storeIds' | 'storeSetId'> {
  if (storeSetId !== '') return { storeSetId }
  return storeIds.length > 0 ? { storeIds } : {}
}

/** The ladder as it is typed so far, for the preview: rows that cannot be read yet are left out. */
export function stepsOf({ steps }: Pick<DealDraft, 'steps'>): DealForm['ladder'] {
  return steps
    .flatMap(({ size, price }) => {
      const [people, priceFen] = [countOf(size, 2, 20), fenOf(price)]
      return people && priceFen ? [{ size: people, priceFen }] : []
    })
    .sort((a, b) => a.size - b.size)
}

function ladderOf(draft: DealDraft, aloneFen: number, fault: Reader['fault']): DealForm['ladder'] {
  const rows = draft.steps.filter(({ size, price }) => size.trim() !== '' && price.trim() !== '')
  if (rows.length === 0) fault('steps', 'ladder')
  const ladder = rows.map(({ size, price }) => ({ size: countOf(size, 2, 20) ?? 0, priceFen: fenOf(price) ?? 0 }))
  ladder.sort((a, b) => a.size - b.size)
  for (const [at, step] of ladder.entries()) {
    const before = ladder[at - 1]
    if (step.size === 0) fault('steps', 'size')
    else if (step.priceFen <= 0 || step.priceFen > mostFen) fault('steps', 'money')
    else if (before?.size === step.size) fault('steps', 'twice')
    else if (step.priceFen >= aloneFen && aloneFen > 0) fault('steps', 'cheaper')
    else if (before && step.priceFen > before.priceFen) fault('steps', 'rising')
  }
  return ladder
}

/** The promotion that a deal brings along. */
export function windowOf(
  draft: DealDraft,
  here: { today: string; offset: number },
): { form: CallOf<'createPromotion'> } | { faults: DealFaults } {
  const { faults, fault } = reader()
  const name = draft.name.trim()
  if (name === '') fault('name', 'need')
  if (!isDay(draft.from)) fault('from', 'need')
  if (!isDay(draft.to)) fault('to', 'need')
  else if (draft.to < draft.from) fault('to', 'order')
  else if (draft.to < here.today) fault('to', 'past')
  else if (dayAfter(draft.from, 400) <= draft.to) fault('to', 'order')
  if (Object.keys(faults).length > 0) return { faults }
  return { form: { name, ...spanOf(draft.from, draft.to, here.offset) } }
}

function moneyOf(draft: DealDraft, field: 'alone' | 'list' | 'unitCost', fault: Reader['fault']): number | undefined {
  const typed = draft[field].trim()
  const fen = fenOf(typed)
  if (typed === '') fault(field, 'need')
  else if (fen === undefined || fen === 0 || fen > mostFen) fault(field, 'money')
  return fen
}

function countOf(typed: string, least: number, most: number): number | undefined {
  const number = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : -1
  return number >= least && number <= most ? number : undefined
}

function wrong(fault: Reader['fault'], field: DealField, why: DealWhy): number {
  fault(field, why)
  return 0
}

/** A field of the contract, as the form calls it. */
export function fieldOf(path: string | undefined): DealField | undefined {
  const [head = '', second = ''] = (path ?? '').split('.')
  const names: { [field: string]: DealField } = {
    ...{ title: 'title', picture: 'picture', total: 'total', perMember: 'perMember', aloneFen: 'alone', listFen: 'list' },
    ...{ unitCostFen: 'unitCost', ladder: 'steps', groupHours: 'hours', sponsoredSeats: 'sponsored', name: 'name' },
    ...{ from: 'from', to: 'to', refundable: 'refundable' },
  }
  if (head === 'voucher') return second.startsWith('store') ? 'storeIds' : second === 'uses' ? 'uses' : 'days'
  return names[head]
}
