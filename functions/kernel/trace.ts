import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { bare, bytesOf, idIn } from './ids.ts'
import { secrets } from './secrets.ts'

/** How somebody came to a promotion: by which touchpoint, through whose share card, and how many cards lie between. */
export interface Trace {
  /** Absent where the chain began with a share of something found without one. */
  touchpointId?: string | undefined
  promotionId: string
  /** The share that its bearer came through. */
  shareId?: string | undefined
  /** How many shares lie between the touchpoint and its bearer. */
  depth: number
  /** Names the one opening; '' on a share card, which many may open. */
  nonce: string
}

/** What a fact says of how its member came. Only a visit's bears the promotion: every other fact has its own. */
export type Stamp = Omit<Trace, 'promotionId'> & { promotionId?: string | undefined }
/** A trace that counts for nothing: not signed by us, or of another promotion than the thing it came with. */
export type BadTrace = 'forged' | 'foreign'

const prefix = 't1.'
const macBytes = 12
/** Touchpoint, promotion, share (16 bytes each), depth, nonce (8); then the MAC. */
const payloadBytes = 57
const nonceAt = 49
const mostDepth = 255

/**
 * A MAC and no signature: it is checked on every claim, for a fraction of the CPU, and nobody without our key has to read it. The key is
 * derived, so that a trace can never pass for a typed code.
 */
async function macOf(payload: Buffer): Promise<Buffer> {
  const { typed } = await secrets()
  if (derived?.from !== typed) derived = { from: typed, key: keyFrom(typed) }
  return createHmac('sha256', derived.key).update(payload).digest().subarray(0, macBytes)
}

const keyFrom = (typed: string) => createHmac('sha256', Buffer.from(typed, 'base64url')).update('footfall trace 1').digest()
let derived: { from: string; key: Buffer } | undefined

/** As it travels in a link, some 95 characters. */
export async function traceText({ touchpointId, promotionId, shareId, depth, nonce }: Trace): Promise<string> {
  const ids = [touchpointId, promotionId, shareId].map((id) => (id === undefined ? Buffer.alloc(16) : bytesOf(id)))
  const payload = Buffer.concat([...ids, Buffer.from([Math.min(depth, mostDepth)]), Buffer.alloc(8)])
  payload.set(Buffer.from(nonce, 'base64url').subarray(0, 8), nonceAt)
  return prefix + Buffer.concat([payload, await macOf(payload)]).toString('base64url')
}

/** Whatever is not signed by us is one answer. */
export async function readTrace(token: string): Promise<Trace | 'forged'> {
  const bytes = Buffer.from(token.startsWith(prefix) ? token.slice(prefix.length) : '', 'base64url')
  if (bytes.length !== payloadBytes + macBytes) return 'forged'
  const payload = bytes.subarray(0, payloadBytes)
  if (!timingSafeEqual(await macOf(payload), bytes.subarray(payloadBytes))) return 'forged'
  const idAt = (at: number, kind: 'tpt' | 'prm' | 'shr') => idIn(kind, payload.subarray(at, at + 16))
  return {
    touchpointId: idAt(0, 'tpt'),
    promotionId: idAt(16, 'prm') ?? '',
    shareId: idAt(32, 'shr'),
    depth: payload[48] ?? 0,
    nonce: isZero(payload.subarray(nonceAt)) ? '' : payload.subarray(nonceAt).toString('base64url'),
  }
}

/** Of an opening: by chance. */
export const newNonce = (): string => randomBytes(8).toString('base64url')

/** Of an opening that has to be the same when it is asked for again. */
export const nonceOf = (...words: string[]): string =>
  createHmac('sha256', 'opening').update(JSON.stringify(words)).digest().subarray(0, 8).toString('base64url')

/**
 * What a fact of this promotion keeps of the trace its caller sent: `touchpoint|share|depth|nonce`, or that it was forged or of another
 * promotion. It never refuses, and never changes what anybody gets. Without a promotion (a visit) the trace's own comes fifth.
 */
export async function stampOf(token: string | undefined, promotionId?: string): Promise<string | undefined> {
  if (token === undefined) return undefined
  const trace = await readTrace(token)
  if (trace === 'forged') return 'forged'
  if (promotionId !== undefined && trace.promotionId !== promotionId) return 'foreign'
  return stampText(trace, promotionId === undefined)
}

/** The text of a trace as facts keep it. */
export function stampText(trace: Trace, withPromotion = false): string {
  const { touchpointId = '', shareId = '', depth, nonce, promotionId } = trace
  return [touchpointId, shareId, depth, nonce, ...(withPromotion ? [promotionId] : [])].join('|')
}

/** What a fact kept. */
export function stampIn(text: string | undefined): Stamp | BadTrace | undefined {
  if (text === undefined || text === 'forged' || text === 'foreign') return text
  const [touchpointId, shareId, depth, nonce = '', promotionId] = text.split('|')
  return {
    ...(touchpointId && { touchpointId }),
    ...(shareId && { shareId }),
    ...{ depth: Number(depth), nonce },
    ...(promotionId && { promotionId }),
  }
}

const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0)

/** Whether an id fits into a trace: a ULID behind its prefix. */
export const fitsTrace = (id: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(bare(id))
