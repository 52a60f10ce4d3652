import { Image } from '@tarojs/components'
import './picture.scss'

/** Where a picture is served; on a share card WeChat shows it 5 : 4. */
export const pictureAt = (picture: string): string => `${FOOTFALL_API}/pictures/${picture}`

/** A picture of an offer, 5 : 4. WeChat draws nothing where it cannot be had. */
export function Picture({ picture, label }: { picture: string; label: string }) {
  return <Image className="picture" mode="aspectFill" src={pictureAt(picture)} ariaLabel={label} />
}
