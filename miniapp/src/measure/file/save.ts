import Taro from '@tarojs/taro'

/** Opens a workbook, from where it can be sent on; WeChat opens no CSV, which is sent to a chat at once. */
export async function saveFile(name: string, _type: string, base64: string): Promise<void> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
  await new Promise<void>((done, failed) =>
    Taro.getFileSystemManager().writeFile({
      ...{ filePath, data: base64, encoding: 'base64' },
      success: () => done(),
      fail: ({ errMsg }) => failed(new Error(errMsg)),
    }),
  )
  if (name.endsWith('.xlsx')) await Taro.openDocument({ filePath, fileType: 'xlsx', showMenu: true })
  else await Taro.shareFileMessage({ filePath, fileName: name })
}

export const canPrint = false
export const print = (): void => {}
