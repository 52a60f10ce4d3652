import { Image } from '@tarojs/components'
import { useMemo } from 'react'
import { qrPicture } from '../words/qr'
import './qr.scss'

/** A QR as one picture: a few KB of setData, whatever the code. */
export function Qr({ text, label }: { text: string; label: string }) {
  const picture = useMemo(() => qrPicture(text), [text])
  return <Image id="qr" className="qr" src={picture} ariaLabel={label} />
}
