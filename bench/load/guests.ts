import { clock } from '../../functions/kernel/clock.ts'
import { openSqliteIn } from '../../functions/kernel/table/sqlite-folder.ts'
import { memberBehind, openSessionFor } from '../../functions/members/members.ts'
import { channelKeys } from '../../local/data/channel-keys-file.ts'
import { localSecrets } from '../../local/data/keys-file.ts'
import { merchantSide } from '../../local/sandbox/pay/keys.ts'

/** Makes members with a session each in the folder of a stack, many in one commit of SQLite, and tells their tokens. */
const [folder = '', count = '0', name = ''] = process.argv.slice(2)
const atOnce = 200
const secrets = localSecrets(folder, merchantSide(await channelKeys(folder, clock.now())))
process.env.FOOTFALL_SECRETS = JSON.stringify(secrets)
const table = openSqliteIn(folder)
const tokens: string[] = []
for (let from = 0; from < Number(count); from += atOnce)
  tokens.push(...(await Promise.all(Array.from({ length: Math.min(atOnce, Number(count) - from) }, (_, n) => guest(from + n)))))
table.close()
process.send?.(tokens, () => process.exit())

async function guest(nth: number): Promise<string> {
  const memberId = await memberBehind(table, secrets.wechat.appid, `${name}-${nth}`, clock.now())
  return (await openSessionFor(table, memberId, clock.now())).token
}
