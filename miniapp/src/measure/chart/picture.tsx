import { Image } from '@tarojs/components'
import { useMemo } from 'react'
import { pictureOf } from './paper'
import './picture.scss'

/** A chart as one picture: the same in WeChat, in a browser and on paper. `label` says what it shows; the table beneath says it all. */
export function Chart({ id, svg, label }: { id: string; svg: string; label: string }) {
  const picture = useMemo(() => pictureOf(svg), [svg])
  return <Image id={id} className="chart" mode="widthFix" src={picture} ariaLabel={label} />
}
