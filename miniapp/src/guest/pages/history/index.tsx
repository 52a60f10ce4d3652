import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, useRouter } from '@tarojs/taro'
import { useRef } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { momentWords } from '../../../words/time'
import { copy } from './copy'
import './index.scss'

type Coupon = OutputOf<'getCoupon'>
type Past = NonNullable<Coupon['history']>[number]

const toWallet = () => void Taro.switchTab({ url: '/pages/wallet/index' })

/** Everything that happened to a coupon, newest first. */
export default function HistoryPage() {
  const { couponId } = useRouter().params
  const { session, signIn } = useSignedIn()
  const coupon = useRemote<Coupon>(
    () => call('getCoupon', { couponId: couponId ?? '' }),
    session && couponId ? `${session.token} ${couponId}` : undefined,
  )
  const [login, loggingIn] = useOnce(signIn)
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current && session && couponId) void coupon.reload()
    shown.current = true
  })
  const { remote } = coupon

  if (couponId === undefined)
    return (
      <Page title={copy.title}>
        <Empty icon="warn" title={copy.missing} action={{ id: 'to-wallet', words: copy.toWallet, onPress: toWallet }} />
      </Page>
    )
  if (session === null)
    return (
      <Page title={copy.title}>
        <Empty title={copy.guest} action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }} />
      </Page>
    )
  return (
    <Page title={copy.title}>
      {remote.is === 'loading' && <Skeleton shape="line" />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={coupon.reload} />}
      {remote.is === 'ready' && (
        <>
          <View className="past__head">
            <Text className="past__benefit">{benefitWords(remote.value.benefit, language)}</Text>
            <Text className="past__fact">{`${remote.value.title} · ${remote.value.merchantName}`}</Text>
          </View>
          <View className="past__list">
            {[...(remote.value.history ?? [])].reverse().map((past) => (
              <Line key={`${past.kind} ${past.at}`} past={past} />
            ))}
          </View>
          <Button
            id="to-code"
            kind="soft"
            block
            onPress={() => void Taro.redirectTo({ url: `/pages/code/index?couponId=${couponId}` })}
          >
            {remote.value.state === 'valid' ? copy.toCode : copy.toCoupon}
          </Button>
        </>
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Line({ past }: { past: Past }) {
  const { kind, at, storeName, by, reason, discountFen, payFen } = past
  const facts = [
    storeName,
    by && copy.by(by),
    discountFen ? copy.saved(yuan(discountFen)) : '',
    payFen === undefined ? '' : copy.paid(yuan(payFen)),
  ].filter(Boolean)
  return (
    <View className={`past ${kind === 'undone' ? 'past--back' : ''}`}>
      <Text className="past__when">{momentWords(at, serverNow(), language)}</Text>
      <View className="past__words">
        {/* A newer server may know what this build has no words for. */}
        <Text className="past__what">{copy[kind] ?? kind}</Text>
        {facts.length > 0 && <Text className="past__fact">{facts.join(' · ')}</Text>}
        {reason && <Text className="past__fact">{kind === 'redeemed' ? copy.assisted(reason) : copy.why(reason)}</Text>}
      </View>
    </View>
  )
}
