import Taro from '@tarojs/taro'

/** The card is sent by WeChat's own button (open-type share). */
export const sharesByButton = true

/** What a QR or a message holds: inside WeChat the path itself. */
export const linkOf = (path: string): string => path

export async function copyText(text: string): Promise<void> {
  await Taro.setClipboardData({ data: text })
}

/** A path inside the mini-program, for whoever builds articles and menus. */
export async function copyLink(path: string): Promise<void> {
  await copyText(path)
}

export async function shareLink(_title: string, path: string): Promise<void> {
  await copyLink(path)
}
