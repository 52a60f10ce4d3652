import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { benefitWords } from '../../../../shared/benefit-words.ts'
import { yuan } from '../../../../shared/money.ts'
import { call } from '../../api/call'
import { serverNow } from '../../api/clock'
import { Button } from '../../components/button'
import { Empty, Failed } from '../../components/empty'
import { goHome, NavHome } from '../../components/nav-home'
import { Notice } from '../../components/notice'
import { Page } from '../../components/page'
import { Price } from '../../components/price'
import { Skeleton } from '../../components/skeleton'
import { Stamp } from '../../components/ticket'
import { useOnce } from '../../hooks/use-once'
import { useSignedIn } from '../../hooks/use-signed-in'
import { language } from '../../platform/language'
import { common } from '../../words/everywhere'
import { momentWords, untilWords } from '../../words/time'
import { openStore } from '../offer/paths'
import { copy } from './copy'
import { Live } from './live'
import { type Coupon, useCode } from './use-code'
import './index.scss'

const toWallet = () => void Taro.switchTab({ url: '/pages/wallet/index' })
const toGift = (couponId: string) => () => void Taro.navigateTo({ url: `/guest/pages/gift/index?couponId=${couponId}` })

export default function CodePage() {
  const { couponId } = useRouter().params
  const { session, signIn } = useSignedIn()
  const { coupon, reload, code, trouble, retry } = useCode({ couponId }, Boolean(session), () =>
    call('getCoupon', { couponId: couponId ?? '' }),
  )
  const [login, loggingIn] = useOnce(signIn)
  const value = coupon.is === 'ready' ? coupon.value : undefined

  if (couponId === undefined || session === null)
    return (
      <Page title={copy.title}>
        {couponId === undefined ? (
          <Empty icon="warn" title={copy.missing} action={{ id: 'to-wallet', words: copy.toWallet, onPress: toWallet }} />
        ) : (
          <Empty
            title={copy.guest}
            note={copy.guestNote}
            action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
          />
        )}
      </Page>
    )
  return (
    <Page title={value?.merchantName ?? copy.title}>
      {coupon.is === 'loading' && <Skeleton shape="hero" count={1} />}
      {coupon.is === 'failed' && <Failed trouble={coupon.trouble} onRetry={reload} />}
      {value && (
        <View className="code">
          <View className="code__head">
            <Text className="code__benefit">{benefitWords(value.benefit, language)}</Text>
            <Text className="code__title">{value.title}</Text>
            <Text className="code__until">{copy.usableTo(untilWords(value.usableTo, serverNow(), language))}</Text>
          </View>
          <View className="code__seam" />
          {value.state === 'redeemed' && <Used coupon={value} />}
          {value.state === 'valid' && <Live usableFrom={value.usableFrom} code={code} trouble={trouble} onRetry={retry} />}
          {value.state === 'expired' && (
            <Empty
              icon="clock"
              title={copy.expired}
              note={copy.expiredNote}
              action={{ id: 'go-home', words: common.home, onPress: goHome }}
            />
          )}
          {value.state === 'given' && (
            <Empty
              icon="share"
              title={copy.given}
              action={{ id: 'to-gift', words: copy.toGift, onPress: toGift(value.couponId) }}
            />
          )}
        </View>
      )}
      {value?.state === 'valid' && value.undoneAt && (
        <Notice
          id="undone"
          kind="calm"
          icon="undo"
          title={copy.undone(momentWords(value.undoneAt, serverNow(), language))}
          note={value.undone && `${value.undone.storeName} · ${value.undone.by} · ${value.undone.reason}`}
        />
      )}
      {value?.closedStores?.map(({ storeId, name, reason, forGood, other }) => (
        <View key={storeId} onClick={other && (() => openStore(other.storeId))}>
          <Notice
            id={`shut-${storeId}`}
            kind="bad"
            icon="store"
            title={copy.shut(name, forGood, reason ?? '')}
            note={other && copy.other(other.name)}
          />
        </View>
      ))}
      {value?.state === 'valid' && <Text className="code__rules">{value.rules.join(language === 'zh' ? '；' : '; ')}</Text>}
      {value?.givable && (
        <View className="code__on">
          <Button id="give" kind="soft" block onPress={toGift(value.couponId)}>
            {copy.give}
          </Button>
        </View>
      )}
      {value?.state === 'redeemed' && (
        <View className="code__on">
          <Button id="to-wallet" kind="soft" block onPress={toWallet}>
            {copy.toWallet}
          </Button>
        </View>
      )}
      {value && (
        <Button
          id="to-history"
          kind="plain"
          block
          onPress={() => void Taro.navigateTo({ url: `/guest/pages/history/index?couponId=${couponId}` })}
        >
          {copy.past}
        </Button>
      )}
      {coupon.is !== 'loading' && <NavHome />}
    </Page>
  )
}

function Used({ coupon }: { coupon: Coupon }) {
  const { use } = coupon
  return (
    <View id="used" className="code__used" ariaRole="status">
      <Stamp words={copy.used} large />
      {use && (
        <>
          {use.discountFen > 0 && (
            <>
              <Text className="code__label">{copy.saved}</Text>
              <Price fen={use.discountFen} size="huge" />
            </>
          )}
          <Text className="code__where">{use.storeName}</Text>
          <Text className="code__when">{momentWords(use.at, serverNow(), language)}</Text>
          <Text className="code__when">
            {[
              copy.usedBy(use.by),
              use.payFen === undefined ? '' : copy.paid(yuan(use.payFen)),
              use.receiptNo ? copy.receipt(use.receiptNo) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </>
      )}
    </View>
  )
}
