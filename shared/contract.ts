import * as z from 'zod'
import type { Code } from './problems.ts'

/** guest: no token needed. A manager may do what a clerk may, in the manager's own stores. */
export type Role = 'guest' | 'member' | StaffRole
export const staffRoles = ['clerk', 'manager', 'marketer', 'operator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** What one operation takes, gives and refuses with: the function validates by it, the OpenAPI document is made from it. */
export interface Contract {
  /** Who may call it; of several roles any one will do. */
  role: Role | readonly StaffRole[]
  /** One sentence for the OpenAPI document. */
  summary: string
  /** Path parameters, query (GET) and body fields together; unknown fields are refused. */
  input: z.ZodObject
  output: z.ZodType
  /** Beside those that every operation may refuse with (input.*, session.*, role.forbidden, table.busy). */
  refuses: readonly Code[]
  /** 200 when absent. */
  status?: 201
  /** Bytes of the longest body it takes; 64 KB when absent. */
  longestBody?: number
  /** It answers the bytes of a file of one of these types (FileOut). Those of a guest's operation never change and may be kept for good. */
  file?: readonly string[]
  /** Takes an Idempotency-Key header: the same key and body give the same answer and one effect. */
  idempotent?: true
  /**
   * Every operation of staff that is no GET leaves a line in the audit log. The list names what the line tells: fields of the
   * input and of what is written, never those of guests. `fact`: what it writes bears who did it, and the feed derives the line.
   * `nothing`: it changes nothing.
   */
  audit?: readonly string[] | 'fact' | 'nothing'
}

/** The roles of staff of which one is needed; none for what guests and members may do. */
export function staffRolesOf({ role }: Pick<Contract, 'role'>): readonly StaffRole[] {
  if (typeof role !== 'string') return role
  return role === 'guest' || role === 'member' ? [] : [role]
}

/** What everybody sees: RFC 3339 with an offset; what happens in a store carries that of the store. */
export const Instant = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 with offset' })
/** What callers may send: an instant of this century or the next, which every zone can write with a four-digit year. */
export const InstantIn = z.iso
  .datetime({ offset: true })
  .refine((instant) => instant >= '2000' && instant < '2200' && Date.parse(instant) >= Date.UTC(2000))
  .meta({ description: 'RFC 3339 with offset, from 2000 to 2199' })
export const Day = z.iso.date().meta({ description: 'YYYY-MM-DD in the time zone of the store' })
export const Id = z
  .string()
  .regex(/^[a-z]{3}_[0-9A-Za-z_-]{1,80}$/)
  .meta({ description: 'an id as another operation gave it' })
/** Up to ten million yuan. */
export const Fen = z.int().min(0).max(1_000_000_000)
/** What a person wrote: no control characters, not only space. */
export const words = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*\S[^\p{Cc}\p{Cs}\u2028\u2029]*$/u)
/** A number in a query, written plainly; an empty text is no number, not 0. */
const inQuery = <T extends z.ZodType>(number: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? (/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN) : value),
    number,
  )
export const Latitude = inQuery(z.number().min(-90).max(90))
export const Longitude = inQuery(z.number().min(-180).max(180))
/** Metres around a place. */
export const Radius = inQuery(z.int().min(50).max(50_000))

/** How a guest came, as openTouchpoint, recordOpen or createShare gave it. One that is none of ours, or of something else, is ignored and counted. */
export const Trace = z.string().min(1).max(600)

/** A file: goes over the wire as its bytes, under its type. */
export const FileOut = z.object({ type: z.string(), bytes: z.base64() })
export type FileOut = z.infer<typeof FileOut>

/** The question of every list. */
export const listInput = {
  limit: inQuery(z.int().min(1).max(100)).optional(),
  cursor: z.string().max(600).optional(),
}
/** The answer of every list. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().optional() })
