import { Image, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { apiBase } from '../platform/config'
import './picture.h5.scss'

/** A link that is shared shows no picture: only WeChat's cards do. */
export const pictureAt = (_picture: string): string => ''

/** A picture of an offer, 5 : 4. Its place is kept while it loads, and given up when it cannot be had. */
export function Picture({ picture, label }: { picture: string; label: string }) {
  const [base, setBase] = useState<string>()
  const [gone, setGone] = useState(false)
  useEffect(() => {
    apiBase().then(setBase, () => setGone(true))
  }, [])
  if (gone) return null
  return (
    <View className="picture">
      {base !== undefined && (
        <Image
          className="picture__image"
          mode="aspectFill"
          src={`${base}/pictures/${picture}`}
          ariaLabel={label}
          onError={() => setGone(true)}
        />
      )}
    </View>
  )
}
