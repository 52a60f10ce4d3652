import * as z from 'zod'
import type { Contract } from './contract.ts'

/** What a member can be told in WeChat: each is one subscribe template, and one permission is one message. */
export const messageKinds = ['group', 'refund', 'voucher_expiring', 'store_closed'] as const
export type MessageKind = (typeof messageKinds)[number]

const Left = z.object(Object.fromEntries(messageKinds.map((kind) => [kind, z.int()])) as { [K in MessageKind]: z.ZodInt })

export const messageContracts = {
  listMessageTemplates: {
    role: 'guest',
    summary:
      'The subscribe templates that a page asks permission for (wx.requestSubscribeMessage), by what they tell; empty where there are none.',
    input: z.strictObject({}),
    output: z.object({ items: z.array(z.object({ kind: z.enum(messageKinds), templateId: z.string() })) }),
    refuses: [],
  },
  allowMessages: {
    role: 'member',
    summary:
      'Reports what the caller accepted when a page asked: one message of each kind more. Answers how many of each are left.',
    input: z.strictObject({
      kinds: z
        .array(z.enum(messageKinds))
        .min(1)
        .max(messageKinds.length)
        .refine((kinds) => new Set(kinds).size === kinds.length),
    }),
    output: z.object({ left: Left }),
    refuses: ['idempotency.mismatch'],
    idempotent: true,
  },
} as const satisfies Record<string, Contract>
