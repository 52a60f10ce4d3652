import Taro from '@tarojs/taro'

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  await new Promise<void>((done, failed) =>
    Taro.getFileSystemManager().writeFile({
      ...{ filePath, data },
      success: () => done(),
      fail: ({ errMsg }) => failed(new Error(errMsg)),
    }),
  )
  return filePath
}

/** Opens it, from where it can be sent on or saved. */
export async function keep(name: string, bytes: Uint8Array): Promise<void> {
  const filePath = await write(name, bytes)
  if (name.endsWith('.pdf')) await Taro.openDocument({ filePath, fileType: 'pdf', showMenu: true })
  else await Taro.previewImage({ urls: [filePath] })
}

/** Where an image element finds the picture. */
export const shownAt = write

/** WeChat opens no ZIP: many at once are fetched at a desk. */
export const zip: ((files: Record<string, Uint8Array>) => Uint8Array) | undefined = undefined
