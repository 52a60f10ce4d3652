import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../components/button'
import { catalogue } from '../words/catalogue'

const copy = catalogue({ zh: { scan: '用手机扫码登录' }, en: { scan: 'Log in with your phone' } })

/** On a screen that is no phone's: staff log in by the phone in their pocket, and come back to the page. */
export function DeskDoor({ to }: { to: string }) {
  if (window.innerWidth < 600) return null
  const open = () => void Taro.navigateTo({ url: `/marketing/pages/login/index?to=${encodeURIComponent(to)}` })
  return (
    <View style={{ display: 'flex', justifyContent: 'center' }}>
      <Button id="scan-login" onPress={open}>
        {copy.scan}
      </Button>
    </View>
  )
}
