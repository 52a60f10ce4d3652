import * as z from 'zod'
import { type Contract, Instant } from './contract.ts'

export const systemContracts = {
  getHealth: {
    role: 'guest',
    summary: 'Ready to serve.',
    input: z.strictObject({}),
    output: z.object({ ok: z.literal(true), now: Instant }),
    refuses: [],
  },
  getOpenApi: {
    role: 'guest',
    summary: 'This document.',
    input: z.strictObject({}),
    output: z.looseObject({ openapi: z.string() }),
    refuses: [],
  },
} as const satisfies Record<string, Contract>
