import { Text, View } from '@tarojs/components'
import { yuan, yuanDigits } from '../../../shared/money.ts'
import './price.scss'

interface Props {
  fen: number
  size?: 'normal' | 'large' | 'huge'
}

/** `¥12.50` with a small sign and small decimals. */
export function Price({ fen, size = 'normal' }: Props) {
  const [whole, decimals] = yuanDigits(fen).split('.')
  return (
    <View className={`price price--${size}`} ariaLabel={yuan(fen)} ariaRole="text">
      <Text className="price__sign">¥</Text>
      <Text>{whole}</Text>
      {decimals && <Text className="price__decimals">.{decimals}</Text>}
    </View>
  )
}
