import Taro from '@tarojs/taro'
import { common } from '../words/common'

export const sharesByButton = false

/** The link that opens the same page on any phone. */
export async function copyLink(path: string): Promise<void> {
  const link = location.origin + path
  try {
    await navigator.clipboard.writeText(link)
    void Taro.showToast({ title: common.copied, icon: 'none' })
  } catch {
    // An old browser or no permission: show the link, so that a finger can.
    void Taro.showModal({ title: common.copyFailed, content: link, showCancel: false })
  }
}

/** The phone's own share sheet; a browser without one copies. */
export async function shareLink(title: string, path: string): Promise<void> {
  if (!navigator.share) return copyLink(path)
  await navigator.share({ title, url: location.origin + path }).catch(() => {})
}
