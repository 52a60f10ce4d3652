/**
 * What a counter without network and the server have to say alike: the text that a device signs, and the limits under which it may redeem.
 * No zod here: the mini-program bundles this file.
 */

/** What one device may owe us: so many redemptions that no server has seen, worth so much together. */
export const offlineCap = { redemptions: 30, fen: 200_000 } as const
/** So long after it was last in touch a device may redeem by what it knows. */
export const offlineHours = 24
/** A device's clock is measured by a call that takes a moment itself: so much later a code still counts as shown in its minute. */
export const offlineGraceSeconds = 30

/** A redemption as the device queued it. */
export interface QueuedUse {
  /** 1, 2, 3 … for each device. */
  counter: number
  /** The fingerprint of the one before; of the first the empty text. */
  prev: string
  /** RFC 3339, by the device's own clock. */
  at: string
  /** What the QR held. */
  code: string
  uses?: number | undefined
  bill?: Bill | undefined
  /** What the guest was told it is worth; of a voucher the most that its uses can be. */
  fen: number
}

interface Bill {
  totalFen: number
  lines?: { item?: string | undefined; category?: string | undefined; amountFen: number }[] | undefined
  receiptNo?: string | undefined
}

/** What the device signs, and what the fingerprint of an entry is made of: it holds the one before, so none is left out, repeated or moved. */
export function queuedText(deviceId: string, { counter, prev, at, code, uses = 1, bill, fen }: QueuedUse): string {
  const lines = bill?.lines?.map(({ item = '', category = '', amountFen }) => [item, category, amountFen]) ?? 0
  const told = bill ? [bill.totalFen, lines, bill.receiptNo ?? ''] : 0
  return JSON.stringify(['footfall offline use 1', deviceId, counter, prev, at, code, uses, told, fen])
}

/** What the device signs of the whole call: when it was sent by its own clock, and with how many entries up to which. */
export function syncText(deviceId: string, sentAt: string, entries: Pick<QueuedUse, 'counter'>[]): string {
  return JSON.stringify([
    'footfall offline sync 1',
    deviceId,
    sentAt,
    entries.length,
    entries[entries.length - 1]?.counter ?? 0,
  ])
}

/** What a code says once its signature is checked: which coupon or voucher, in which cycle, until when; undefined for another text. */
export function readCodeText(text: string): { id: string; cycle: number; until: number } | undefined {
  const match = /^((?:cpn|vch)_[\w-]+)\.(\d+)\.(\d+)$/.exec(text)
  return match ? { id: match[1] as string, cycle: Number(match[2]), until: Number(match[3]) * 1000 } : undefined
}

/** The batch or deal that a coupon's or voucher's id names: member, then offer, then its place (functions/coupons/places.ts). */
export function offerIn(id: string): string | undefined {
  const match = /^(cpn|vch)_[0-9A-Z]{26}([0-9A-Z]{26})/.exec(id)
  return match ? `${match[1] === 'cpn' ? 'bat' : 'dea'}_${match[2]}` : undefined
}
