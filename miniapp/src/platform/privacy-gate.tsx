import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Button } from '../components/button'
import { Popup } from '../components/popup'
import { useVisible } from '../hooks/use-visible'
import { common } from '../words/everywhere'

type Answer = (option: { event: 'exposureAuthorization' | 'agree' | 'disagree'; buttonId?: string }) => void

/** Calls of WeChat's that wait for the guest's answer. */
let waiting: Answer[] = []
let heard: (() => void) | undefined

// An old WeChat knows nothing of it, and asks nothing.
Taro.onNeedPrivacyAuthorization?.((answer) => {
  waiting.push(answer)
  answer({ event: 'exposureAuthorization' })
  heard?.()
})

/** WeChat's own page of the guideline that the console holds. */
export const openAgreement: (() => void) | undefined = Taro.openPrivacyContract && (() => Taro.openPrivacyContract())

/** Asks on the page that is in front, before WeChat hands out what the guideline speaks of (place, clipboard, nickname). */
export function PrivacyGate() {
  const visible = useVisible()
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!visible) return
    const look = () => setAsked(waiting.length > 0)
    heard = look
    look()
    return () => {
      if (heard === look) heard = undefined
    }
  }, [visible])
  const answer = (option: Parameters<Answer>[0]) => {
    for (const one of waiting) one(option)
    waiting = []
    setAsked(false)
  }
  return (
    <Popup open={visible && asked} title={common.agreementTitle} onClose={() => answer({ event: 'disagree' })}>
      <View className="page__agreement">{common.agreementNote}</View>
      <View id="agreement-read" className="page__agreement page__agreement--link" ariaRole="link" onClick={openAgreement}>
        <Text>{common.agreementRead}</Text>
      </View>
      <View className="page__answers">
        <Button id="agreement-refuse" kind="soft" block onPress={() => answer({ event: 'disagree' })}>
          {common.refuse}
        </Button>
        <Button
          id="agreement-agree"
          block
          openType="agreePrivacyAuthorization"
          onAgree={() => answer({ event: 'agree', buttonId: 'agreement-agree' })}
        >
          {common.agree}
        </Button>
      </View>
    </Popup>
  )
}
