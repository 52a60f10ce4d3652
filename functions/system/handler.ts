import { systemContracts } from '../../shared/system.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { openApi } from './openapi.ts'

let document: ReturnType<typeof openApi> | undefined

export const handler = serve(table, systemContracts, {
  getHealth: async ({ now }) => ({ ok: true as const, now: now.toISOString() }),
  getOpenApi: async () => {
    document ??= openApi()
    return document
  },
})
