import { Problem } from '../../shared/problem.ts'
import { environment } from '../kernel/environment.ts'
import { secrets } from '../kernel/secrets.ts'
import type { Table } from '../kernel/table/table.ts'
import { type MemberItem, memberKey } from './items.ts'
import { judgeWords, scenes } from './wechat-words.ts'

/**
 * Words that others will see pass WeChat's check before they are kept, or are not kept: field -> what was written (absent ones are
 * passed over). Refuses with input.refused_text or input.unchecked_text, naming the field, and with channel.busy while WeChat is away.
 */
export async function mustPassCheck(
  table: Table,
  memberId: string,
  words: { [field: string]: string | null | undefined },
  scene: keyof typeof scenes,
  now: Date,
): Promise<void> {
  const written = Object.entries(words).filter((one): one is [string, string] => typeof one[1] === 'string')
  if (written.length === 0) return
  const [{ wechat }, member] = await Promise.all([secrets(), table.get(memberKey(memberId)) as Promise<MemberItem | undefined>])
  const openid = member?.openid
  const app = { ...wechat, api: environment.wechatApi }
  const judged = await Promise.all(
    written.map(async ([field, text]) => {
      const verdict = openid === undefined ? 'stranger' : await judgeWords(text, { openid, scene: scenes[scene] }, app, now)
      return { field, verdict }
    }),
  )
  for (const { field, verdict } of judged) {
    if (verdict === 'refused') throw new Problem('input.refused_text', { field })
    if (verdict === 'stranger') throw new Problem('input.unchecked_text', { field })
  }
}
