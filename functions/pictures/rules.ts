import { imageSize } from 'image-size'
import { largestPicture, pictureShape } from '../../shared/pictures.ts'
import { Problem } from '../../shared/problem.ts'

const types: { [format: string]: string } = { jpg: 'image/jpeg', png: 'image/png' }

/**
 * What the bytes say they are, whatever the sender says. Refuses with picture.unreadable what is no JPEG or PNG, with
 * picture.wrong_shape what is not 5 : 4 to the pixel's rounding or too small or too large, with input.too_large above 300 KB.
 */
export function judgePicture(bytes: Uint8Array): { type: string; width: number; height: number } {
  if (bytes.length > largestPicture) throw new Problem('input.too_large', { field: 'file' })
  const { width, height, type: format = '' } = measured(bytes)
  const type = types[format]
  if (!type) throw new Problem('picture.unreadable', { field: 'file' })
  const { width: wide, height: high, leastWidth, mostWidth } = pictureShape
  const isShaped = Math.abs(width * high - height * wide) <= wide
  if (!isShaped || width < leastWidth || width > mostWidth) {
    throw new Problem('picture.wrong_shape', { field: 'file', details: { width, height } })
  }
  return { type, width, height }
}

function measured(bytes: Uint8Array) {
  try {
    return imageSize(bytes)
  } catch {
    // Cut off, or something else altogether: for its sender both are one answer.
    throw new Problem('picture.unreadable', { field: 'file' })
  }
}
