import Taro from '@tarojs/taro'

/** WeChat takes no more at once; pages of its own said three before they said five. */
const most = 3

/** Asks for one message of each template, inside a tap or right after a payment; answers which were accepted. A refusal is no error. */
export async function askForMessages(templateIds: string[]): Promise<string[]> {
  const tmplIds = templateIds.slice(0, most)
  if (tmplIds.length === 0 || !Taro.canIUse('requestSubscribeMessage')) return []
  try {
    // Taro's type asks for Alipay's field too.
    const said = await Taro.requestSubscribeMessage({ tmplIds } as unknown as Taro.requestSubscribeMessage.Option)
    return tmplIds.filter((id) => (said as unknown as { [id: string]: string })[id] === 'accept')
  } catch {
    return []
  }
}

export const canAskForMessages = true
