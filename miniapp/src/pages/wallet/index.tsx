import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { yuan } from '../../../../shared/money.ts'
import { call } from '../../api/call'
import { serverNow } from '../../api/clock'
import { Button } from '../../components/button'
import { Empty } from '../../components/empty'
import { LoadMore } from '../../components/load-more'
import { goHome } from '../../components/nav-home'
import { Page } from '../../components/page'
import { Skeleton } from '../../components/skeleton'
import { Tabs } from '../../components/tabs'
import { Ticket } from '../../components/ticket'
import { useList } from '../../hooks/use-list'
import { useOnce } from '../../hooks/use-once'
import { useSignedIn } from '../../hooks/use-signed-in'
import { language } from '../../platform/language'
import { common } from '../../words/everywhere'
import { lastDayWords, millis, momentWords, untilWords } from '../../words/time'
import { copy } from './copy'

type Coupon = OutputOf<'getCoupon'>
const states = ['valid', 'redeemed', 'given', 'expired'] as const
type State = (typeof states)[number]

const nothing = {
  valid: [copy.emptyValid, copy.emptyValidNote],
  redeemed: [copy.emptyRedeemed, copy.emptyRedeemedNote],
  given: [copy.emptyGiven, copy.emptyGivenNote],
  expired: [copy.emptyExpired, copy.emptyExpiredNote],
} as const

const stamps: { [state in Coupon['state']]?: string } = {
  redeemed: copy.stampUsed,
  expired: copy.stampExpired,
  given: copy.given,
}

export default function Wallet() {
  const { session, signIn } = useSignedIn()
  const [state, setState] = useState<State>('valid')
  const list = useList<Coupon, OutputOf<'listMyCoupons'>>(
    (cursor) => call('listMyCoupons', { state, cursor, limit: 20 }),
    session ? `${session.memberId} ${state}` : undefined,
  )
  const [login, loggingIn] = useOnce(signIn)
  if (session === undefined)
    return (
      <Page title={copy.title}>
        <Skeleton />
      </Page>
    )
  if (session === null)
    return (
      <Page title={copy.title}>
        <Empty
          icon="list"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  const [title, note] = nothing[state]
  return (
    <Page title={copy.title}>
      <Button id="to-vouchers" kind="soft" block onPress={toVouchers}>
        {copy.vouchers}
      </Button>
      <Tabs<State> tabs={states.map((key) => ({ key, words: copy[key] }))} chosen={state} onChoose={setState} />
      {list.items.map((coupon) => (
        <CouponTicket key={coupon.couponId} coupon={coupon} />
      ))}
      <LoadMore
        more={list.more}
        count={list.items.length}
        onMore={list.next}
        empty={<Empty title={title} note={note} action={{ id: 'to-home', words: copy.toHome, onPress: goHome }} />}
      />
    </Page>
  )
}

const toVouchers = () => void Taro.navigateTo({ url: '/guest/pages/vouchers/index' })

function CouponTicket({ coupon }: { coupon: Coupon }) {
  const { couponId, benefit, title, merchantName, state } = coupon
  return (
    <Ticket
      id={`coupon-${couponId}`}
      benefit={benefit}
      title={title}
      lines={[merchantName, coupon.from && copy.from(coupon.from), ...historyOf(coupon)]}
      action={state === 'valid' ? copy.use : undefined}
      stamp={stamps[state]}
      onPress={() =>
        void Taro.navigateTo({ url: `${state === 'given' ? '/guest/pages/gift' : '/pages/code'}/index?couponId=${couponId}` })
      }
    />
  )
}

/** What happened to it, or until when it is good. */
function historyOf({ state, use, undone, usableFrom, usableTo, giving, closedStores }: Coupon) {
  const now = serverNow()
  if (state === 'redeemed' && use)
    return [
      copy.usedAt(use.storeName, momentWords(use.at, now, language)),
      use.discountFen > 0 && (
        <Text key="saved" className="ticket__line--hot">
          {copy.saved(yuan(use.discountFen))}
        </Text>
      ),
    ]
  if (state === 'given' && giving)
    return [
      giving.takenBy && giving.takenAt
        ? copy.takenBy(giving.takenBy, momentWords(giving.takenAt, now, language))
        : copy.waiting(untilWords(giving.expiresAt, now, language)),
    ]
  const back = giving && (giving.withdrawn ? copy.withdrawn : copy.cameBack)
  if (state === 'expired') return [copy.expiredOn(lastDayWords(usableTo, now, language)), back]
  return [
    millis(usableFrom) > now
      ? copy.usableFrom(momentWords(usableFrom, now, language))
      : copy.usableTo(untilWords(usableTo, now, language)),
    undone ? copy.undone(momentWords(undone.at, now, language), `${undone.storeName} · ${undone.reason}`) : '',
    back,
    closedStores?.[0] && (
      <Text key="shut" className="ticket__line--hot">
        {copy.shut(closedStores[0].name, closedStores.length)}
      </Text>
    ),
  ]
}
