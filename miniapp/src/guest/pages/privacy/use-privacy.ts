import Taro from '@tarojs/taro'
import type { OutputOf } from '../../../../../shared/api.ts'
import type { Purpose } from '../../../../../shared/privacy-text.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { forgetSession } from '../../../api/session'
import { type MoreHandle, useMore } from '../../../hooks/use-more'
import { useOnce } from '../../../hooks/use-once'
import { rememberPlaceChoice } from '../../../platform/place-choice'
import { troubleWords } from '../../../words/trouble'
import { forgetPhone } from '../../phone/key'
import { byFile, handOver } from '../../platform/hand-over'
import { copy } from './copy'

type Consents = OutputOf<'listConsents'>

export interface PrivacyHandle {
  list: MoreHandle<Consents['items'][number], Consents>
  change(purpose: Purpose, given: boolean): void
  changing: boolean
  takeAway(): void
  takingAway: boolean
}

/** What the caller allows, and what can be done with it. `key` is the session; undefined where nobody is logged in. */
export function usePrivacy(key: string | undefined): PrivacyHandle {
  const load = async (cursor?: string) => {
    const page = await call('listConsents', { limit: 10, cursor })
    const place = page.purposes.find(({ purpose }) => purpose === 'location')
    // Never asked is not no: then the tap on the page asks.
    if (place) rememberPlaceChoice(place.given || place.at === undefined)
    if (page.purposes.some(({ purpose, given }) => purpose === 'device' && !given)) forgetPhone()
    return page
  }
  const list = useMore<Consents['items'][number], Consents>(load, key)
  const [change, changing] = useOnce(async (purpose: Purpose, given: boolean) => {
    if (purpose === 'profile' && !given && !(await isMeant())) return
    try {
      await call('setConsent', { purpose, given })
      await list.reload()
    } catch (trouble) {
      void Taro.showToast({ title: troubleWords(trouble), icon: 'none' })
    }
  })
  const [takeAway, takingAway] = useOnce(async () => {
    try {
      await handOver(`footfall-${new Date(serverNow()).toISOString().slice(0, 10)}.json`, await everything())
      void Taro.showToast({ title: byFile ? copy.exported : copy.exportedCopy, icon: 'none' })
    } catch (trouble) {
      void Taro.showToast({ title: troubleWords(trouble), icon: 'none' })
    }
  })
  return { list, change, changing, takeAway, takingAway }
}

async function isMeant(): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title: copy.withdrawTitle,
    content: copy.withdrawNote,
    confirmText: copy.withdraw,
  })
  return confirm
}

/** Every page of the export, as one text that a person can read too. */
async function everything(): Promise<string> {
  const items: OutputOf<'exportMe'>['items'] = []
  let page: OutputOf<'exportMe'>
  let cursor: string | undefined
  do {
    page = await call('exportMe', { cursor })
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  const { memberId, madeAt, textVersion } = page
  return JSON.stringify({ memberId, madeAt, textVersion, items }, null, 2)
}

/** Everything is gone: this phone forgets it too. */
export async function eraseMe(): Promise<void> {
  await call('eraseMe', { confirm: 'erase' })
  forgetSession()
  rememberPlaceChoice(true)
  forgetPhone()
}
