import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { common } from '../words/everywhere'
import { Button } from './button'

/** On a page opened cold from a card there is nothing to go back to: the way on is home. */
export function NavHome({ words = common.home }: { words?: string }) {
  if (Taro.getCurrentPages().length > 1) return null
  return (
    <View style={{ marginTop: '20px' }}>
      <Button id="go-home" kind="plain" block onPress={goHome}>
        {words}
      </Button>
    </View>
  )
}

export const goHome = (): void => void Taro.switchTab({ url: '/pages/home/index' })
