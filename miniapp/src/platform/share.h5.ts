import Taro from '@tarojs/taro'
import { common } from '../words/everywhere'

export const sharesByButton = false

/** What a QR or a message holds: the address that opens the page on any phone. */
export const linkOf = (path: string): string => location.origin + path

/** The link that opens the same page on any phone. */
export const copyLink = (path: string): Promise<void> => copyText(linkOf(path))

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    void Taro.showToast({ title: common.copied, icon: 'none' })
  } catch {
    // An old browser or no permission: show the link, so that a finger can.
    void Taro.showModal({ title: common.copyFailed, content: text, showCancel: false })
  }
}

/** The phone's own share sheet; a browser without one copies. */
export async function shareLink(title: string, path: string): Promise<void> {
  if (!navigator.share) return copyLink(path)
  await navigator.share({ title, url: location.origin + path }).catch(() => {})
}
