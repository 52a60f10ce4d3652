import { messageContracts } from '../../shared/messages.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as messages from './messages.ts'

export const handler = serve(table, messageContracts, {
  listMessageTemplates: () => messages.listMessageTemplates(),
  allowMessages: ({ memberId, input, key }) => messages.allowMessages(table, memberId, input.kinds, key),
})
