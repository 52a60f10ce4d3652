import Taro from '@tarojs/taro'
import { Lost, refusalOf } from '../../api/trouble'
import { type Asked, patience, posterQuestion } from './question'

/** The bytes of a poster. Throws Refusal or Lost. */
export async function askPoster(asked: Asked): Promise<Uint8Array> {
  const { url, headers } = await posterQuestion(asked)
  let answer: Taro.request.SuccessCallbackResult<ArrayBuffer>
  try {
    answer = await Taro.request<ArrayBuffer>({ url, header: headers, responseType: 'arraybuffer', timeout: patience })
  } catch (error) {
    throw new Lost(/time(d )?-?out/i.test(String((error as { errMsg?: string })?.errMsg)) ? 'timeout' : 'offline')
  }
  const bytes = new Uint8Array(answer.data)
  if (answer.statusCode < 300) return bytes
  throw refusalOf(answer.statusCode, said(bytes))
}

/** A refusal is JSON in UTF-8, also where bytes were asked for; WeChat has no TextDecoder everywhere. */
function said(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')))
  } catch {
    return undefined
  }
}
