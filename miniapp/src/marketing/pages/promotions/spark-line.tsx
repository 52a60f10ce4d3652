import { Image, Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { copy } from './copy'
import { type Hours, sparkPicture, sumsOf } from './spark'

/** The last day at a glance; the numbers stand beside it for who cannot see it. */
export function SparkLine({ promotionId, hours }: { promotionId: string; hours: Hours }) {
  const { had, used } = sumsOf(hours)
  const isQuiet = had + used === 0
  const picture = useMemo(() => sparkPicture(hours), [hours])
  return (
    <View id={`spark-${promotionId}`} className="promo__spark">
      <Text className="promo__sparkwords">{isQuiet ? copy.quiet : copy.lastDay(had, used)}</Text>
      {!isQuiet && <Image className="promo__sparkline" src={picture} ariaLabel={copy.lastDay(had, used)} />}
    </View>
  )
}
