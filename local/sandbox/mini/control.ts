import type { Command } from '../control.ts'
import { invalid, onlyFields, wholeNumber } from '../control-body.ts'
import { isOpenid } from '../people.ts'
import { grantKey, isTemplate } from './message.ts'

/** What a guest allows on the phone, asked for by people and tests. */
export const miniCommands: { [route: string]: Command } = {
  'POST /subscriptions': ({ pay }, body) => {
    onlyFields(body, ['openid', 'template_id', 'times'])
    const { openid, template_id: template } = body
    if (!isOpenid(openid)) throw invalid('openid', 'openid is 1 to 64 letters, digits, - or _')
    if (!isTemplate(template)) throw invalid('template_id', 'template_id is 1 to 64 letters, digits, - or _')
    const times = wholeNumber(body.times ?? 1, 'times', 1000)
    const { grants } = pay.book
    const key = grantKey(openid, template)
    return grants.put(key, { left: (grants.get(key)?.left ?? 0) + times })
  },
}
