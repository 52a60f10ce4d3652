import Taro from '@tarojs/taro'
import { Lost } from '../api/trouble'

export interface Question {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body: string | undefined
  /** Milliseconds. */
  timeout: number
}
export interface Answer {
  status: number
  data: unknown
  header(name: string): string | undefined
}

/** One question to the server; anything but an answer is Lost. */
export async function send(question: Question): Promise<Answer> {
  const { method, url, headers, body, timeout } = question
  try {
    const { statusCode, data, header } = await Taro.request({ method, url, header: headers, data: body, timeout })
    const found = (name: string) => Object.keys(header ?? {}).find((known) => known.toLowerCase() === name.toLowerCase())
    return {
      status: statusCode,
      data,
      header(name) {
        const known = found(name)
        return known === undefined ? undefined : String(header?.[known])
      },
    }
  } catch (error) {
    throw new Lost(/time(d )?-?out/i.test(String((error as { errMsg?: string })?.errMsg)) ? 'timeout' : 'offline')
  }
}
