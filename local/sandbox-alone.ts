import { join } from 'node:path'
import { clock } from '../functions/kernel/clock.ts'
import { channelKeys } from './data/channel-keys-file.ts'
import { localSecrets } from './data/keys-file.ts'
import { openDoor } from './door.ts'
import { Refusal } from './refusal.ts'
import { merchantSide } from './sandbox/pay/keys.ts'
import { Refused } from './sandbox/reply.ts'
import { control, newSandbox, wechat } from './sandbox/sandbox.ts'
import { settingsOf } from './settings.ts'

/**
 * The sandbox in a process of its own, started before `FOOTFALL_SANDBOX=apart node local/start.ts` with the same FOOTFALL_PORT and
 * FOOTFALL_DATA: what the channels do is then no part of what the API's process is seen to take. It makes the keys that both sides know.
 */
try {
  const { ports, folder } = settingsOf(process.env, process.argv.slice(2), join(import.meta.dirname, '..'))
  if (folder === undefined) throw new Refusal('A sandbox apart needs a folder that it shares with the stack: FOOTFALL_DATA.')
  const keys = await channelKeys(folder, clock.now())
  const { wechat: app } = localSecrets(folder, merchantSide(keys))
  const advance = () => {
    throw new Refused(409, 'control.apart', "The sandbox runs apart from the stack: it cannot move the stack's clock.")
  }
  const sandbox = newSandbox(app, { now: clock.now, advance }, { keys, file: join(folder, 'channels.jsonl') })
  const [forServers, forPeople] = await Promise.all([
    openDoor(ports.sandbox, 'the WeChat sandbox'),
    openDoor(ports.control, "the sandbox's control"),
  ])
  forServers.serve(wechat(sandbox))
  forPeople.serve(control(sandbox))
  process.on('SIGTERM', () => process.exit(0))
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error)
  process.exit(1)
}
