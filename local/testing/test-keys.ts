import { join } from 'node:path'
import { channelKeys } from '../data/channel-keys-file.ts'
import type { ChannelKeys } from '../sandbox/pay/keys.ts'

const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'footfall')

/** The channels' keys for tests: five RSA pairs take half a second, so one clone makes them once. */
export const testKeys = (): Promise<ChannelKeys> => channelKeys(cache, new Date())
