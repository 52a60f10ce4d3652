import { Image } from '@tarojs/components'
import './picture.scss'

/** A picture of an offer, 5 : 4. WeChat draws nothing where it cannot be had. */
export function Picture({ picture, label }: { picture: string; label: string }) {
  return <Image className="picture" mode="aspectFill" src={`${FOOTFALL_API}/pictures/${picture}`} ariaLabel={label} />
}
