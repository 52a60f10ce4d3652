import Taro from '@tarojs/taro'

/** The card is sent by WeChat's own button (open-type share). */
export const sharesByButton = true

/** A path inside the mini-program, for whoever builds articles and menus. */
export async function copyLink(path: string): Promise<void> {
  await Taro.setClipboardData({ data: path })
}

export async function shareLink(_title: string, path: string): Promise<void> {
  await copyLink(path)
}
