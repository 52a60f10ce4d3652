import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../../shared/api.ts'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Qr } from '../../../components/qr'
import { Skeleton } from '../../../components/skeleton'
import { useCountdown } from '../../../hooks/use-countdown'
import { language } from '../../../platform/language'
import { copyLink, linkOf } from '../../../platform/share'
import { common } from '../../../words/everywhere'
import { leftWords } from '../../../words/time'
import { copy } from './copy'
import { placeToGo } from './place'
import { useDeskLogin } from './use-desk-login'
import './index.scss'

/** Where staff log in on a desktop: a code for the phone in their pocket. */
export default function LoginPage() {
  const { to } = useRouter().params
  const { login, fresh } = useDeskLogin(() => void Taro.reLaunch({ url: placeToGo(to) }))
  return (
    <Page title={copy.title} wide>
      <View className="desk-login">
        <View className="desk-login__head" ariaRole="heading">
          {copy.head}
        </View>
        {login.is === 'loading' && <Skeleton shape="hero" count={1} />}
        {login.is === 'failed' && <Failed trouble={login.trouble} onRetry={fresh} />}
        {login.is === 'resting' && (
          <Empty
            icon="clock"
            title={copy.resting}
            note={copy.restingNote}
            action={{ id: 'fresh', words: copy.fresh, onPress: fresh }}
          />
        )}
        {login.is === 'in' && <Empty icon="check" title={copy.in} />}
        {login.is === 'waiting' && <Waiting ticket={login.ticket} onFresh={fresh} />}
      </View>
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Waiting({ ticket, onFresh }: { ticket: OutputOf<'startDesktopLogin'>; onFresh(): void }) {
  const left = useCountdown(ticket.expiresAt)
  return (
    <View className="desk-login__body">
      <Text className="desk-login__how">{copy.how}</Text>
      <View className="desk-login__qr">
        <Qr text={linkOf(ticket.path)} label={copy.label} />
      </View>
      <Text className="desk-login__note">{copy.match}</Text>
      <Text id="match" className="desk-login__match">
        {ticket.match}
      </Text>
      <Text className="desk-login__note">{copy.left(leftWords(left, language))}</Text>
      <View className="desk-login__bar">
        <Button id="copy-link" kind="plain" small onPress={() => void copyLink(ticket.path)}>
          {copy.link}
        </Button>
        <Button id="fresh" kind="soft" small onPress={onFresh}>
          {copy.fresh}
        </Button>
      </View>
    </View>
  )
}
