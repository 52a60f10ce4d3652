import { deviceContracts } from '../../shared/devices.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { registerDevice } from './register.ts'
import { syncRedemptions } from './sync.ts'

export const handler = serve(table, deviceContracts, {
  registerDevice: ({ table, staff, input, language, now }) => registerDevice(table, staff, input, language, now),
  syncRedemptions: ({ staff, input, language, now }) => syncRedemptions(table, staff, input, language, now),
})
