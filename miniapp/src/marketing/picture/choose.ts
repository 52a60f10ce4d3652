import Taro from '@tarojs/taro'

/** A picture from the phone, cut by WeChat's own cropper to 5 : 4 and made small, as base64; undefined when nothing was chosen. */
export async function choosePicture(): Promise<string | undefined> {
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] }).catch(() => undefined)
  const src = chosen?.tempFiles[0]?.tempFilePath
  if (src === undefined) return undefined
  const cut = await Taro.cropImage({ src, cropScale: '5:4' }).catch(() => undefined)
  if (!cut) return undefined
  const small = await Taro.compressImage({ src: cut.tempFilePath, quality: 80, compressedWidth: 1000, compressedHeight: 800 })
  return Taro.getFileSystemManager().readFileSync(small.tempFilePath, 'base64') as string
}
