import Taro from '@tarojs/taro'
import type { OutputOf } from '../../../../shared/api.ts'
import { copy } from './copy'

type Launched = OutputOf<'launchPromotion'>

/**
 * Says that it is live; where a rush is expected, also whether the database is ready for it, and settles when that
 * was read: a page that is left takes it with it.
 */
export async function tellLaunched({ warm }: Pick<Launched, 'warm'>): Promise<void> {
  if (!warm) return void Taro.showToast({ title: copy.launched, icon: 'none' })
  const said = copy[warm.state] ?? copy.asked
  await Taro.showModal({
    title: copy.launched,
    content: said(warm.writesPerSecond),
    showCancel: false,
    confirmText: copy.understood,
  })
}
