import Taro from '@tarojs/taro'
import type { Chosen } from './chosen'
import { formatOf } from './chosen'

/** A file out of a chat; WeChat opens no other. Undefined when nothing was chosen. */
export async function chooseFile(): Promise<Chosen | undefined> {
  const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['csv', 'xlsx', 'xls', 'txt'] }).catch(
    (error: { errMsg?: string }) => {
      if (/cancel/.test(String(error?.errMsg))) return undefined
      throw error
    },
  )
  const file = chosen?.tempFiles[0]
  if (!file) return undefined
  const base64 = await new Promise<string>((resolve, reject) =>
    Taro.getFileSystemManager().readFile({
      filePath: file.path,
      encoding: 'base64',
      success: ({ data }) => resolve(String(data)),
      fail: reject,
    }),
  )
  return { name: file.name, bytes: file.size, base64, format: formatOf(base64) }
}

/** A phone keeps no files that a spreadsheet program could open. */
export const savesFiles = false
export function saveFile(_name: string, _text: string): void {}
