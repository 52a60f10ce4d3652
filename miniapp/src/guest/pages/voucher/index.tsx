import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { Live } from '../../../pages/code/live'
import { useCode } from '../../../pages/code/use-code'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { momentWords, untilWords } from '../../../words/time'
import { NotifyMe } from '../../notify-me'
import { copy } from './copy'
import { Past } from './past'
import '../../../pages/code/index.scss'
import './index.scss'

export type Voucher = OutputOf<'getVoucher'>

const toVouchers = () => void Taro.redirectTo({ url: '/guest/pages/vouchers/index' })
const open = (url: string) => () => void Taro.navigateTo({ url })

/** A voucher: its code while it can be used, what is left of it, its terms, and what became of it. */
export default function VoucherPage() {
  const { voucherId = '' } = useRouter().params
  const { session, signIn } = useSignedIn()
  const { coupon, reload, code, trouble, retry } = useCode({ voucherId }, Boolean(session) && voucherId !== '', () =>
    call('getVoucher', { voucherId }),
  )
  const [login, loggingIn] = useOnce(signIn)
  const voucher = coupon.is === 'ready' ? coupon.value : undefined

  if (voucherId === '' || session === null)
    return (
      <Page title={copy.title}>
        {voucherId === '' ? (
          <Empty icon="warn" title={copy.missing} action={{ id: 'to-vouchers', words: copy.toVouchers, onPress: toVouchers }} />
        ) : (
          <Empty title={copy.guest} action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }} />
        )}
        <NavHome words={common.toHome} />
      </Page>
    )
  return (
    <Page title={voucher?.merchantName ?? copy.title}>
      {coupon.is === 'loading' && <Skeleton shape="hero" count={1} />}
      {coupon.is === 'failed' && <Failed trouble={coupon.trouble} onRetry={reload} />}
      {voucher && (
        <>
          <View className="code">
            <View className="code__head">
              <Text id="voucher-left" className="voucher__left">
                {leftWords(voucher)}
              </Text>
              <Text className="code__title">{voucher.title}</Text>
              <Text className="code__until">{copy.usableTo(untilWords(voucher.usableTo, serverNow(), language))}</Text>
              {voucher.from && <Text className="code__until">{copy.from(voucher.from)}</Text>}
              {voucher.paidFen !== undefined && <Text className="code__until">{copy.paid(yuan(voucher.paidFen))}</Text>}
            </View>
            <View className="code__seam" />
            {voucher.state === 'valid' ? (
              <Live usableFrom={voucher.issuedAt} code={code} trouble={trouble} onRetry={retry} />
            ) : (
              <Over voucher={voucher} />
            )}
          </View>
          <Told voucher={voucher} />
          <Doors voucher={voucher} />
          {voucher.state === 'valid' && <NotifyMe kinds={['voucher_expiring', 'store_closed']} of="end" />}
          <View className="voucher__block">
            <View className="voucher__heading" ariaRole="heading">
              {copy.rules}
            </View>
            {voucher.rules.map((rule) => (
              <View key={rule} className="voucher__rule">
                {rule}
              </View>
            ))}
          </View>
          <Past past={voucher.history ?? []} />
        </>
      )}
      {coupon.is !== 'loading' && <NavHome words={common.toHome} />}
    </Page>
  )
}

/** How often it can be used yet; of one that can not be used any more, what it was. */
const leftWords = ({ state, uses, used }: Voucher) =>
  state === 'valid' || uses > 1 ? copy.uses(uses - used, uses) : copy.times(uses)

/** Why there is no code any more. */
function Over({ voucher }: { voucher: Voucher }) {
  const { state, use, voucherId } = voucher
  if (state === 'redeemed')
    return (
      <Empty
        icon="check"
        title={copy.usedUp}
        note={use && copy.usedAt(use.storeName, momentWords(use.at, serverNow(), language))}
      />
    )
  if (state === 'given')
    return (
      <Empty
        icon="share"
        title={copy.given}
        action={{ id: 'to-gift', words: copy.toGift, onPress: open(`/guest/pages/gift/index?voucherId=${voucherId}`) }}
      />
    )
  if (state === 'refunding') return <Empty icon="undo" title={copy.refunding} note={copy.refundingNote} />
  if (state === 'refunded') return <Empty icon="check" title={copy.refunded} note={copy.refundedNote} />
  return <Empty icon="clock" title={copy.expired} note={voucher.from ? undefined : copy.expiredNote} />
}

/** What its holder has to know now: a use that was taken back, a store that is closed and where to go instead. */
function Told({ voucher: { state, undone, closedStores = [] } }: { voucher: Voucher }) {
  if (state !== 'valid') return null
  return (
    <>
      {undone && (
        <Notice
          id="undone"
          kind="calm"
          icon="undo"
          title={copy.undone(momentWords(undone.at, serverNow(), language), undone.uses)}
          note={`${undone.storeName} · ${undone.by} · ${undone.reason}`}
        />
      )}
      {closedStores.map(({ storeId, name, reason, forGood, other }) => (
        <View key={storeId} onClick={other && open(`/guest/pages/store/index?storeId=${other.storeId}`)}>
          <Notice
            id={`shut-${storeId}`}
            kind="bad"
            icon="store"
            title={copy.shut(name, forGood, reason ?? '')}
            note={other && copy.other(other.name)}
          />
        </View>
      ))}
    </>
  )
}

function Doors({ voucher: { voucherId, orderId, givable, refundable } }: { voucher: Voucher }) {
  const doors = [
    givable && { id: 'give', words: copy.give, url: `/guest/pages/gift/index?voucherId=${voucherId}` },
    orderId &&
      refundable && {
        id: 'refund',
        words: copy.refund,
        url: `/guest/pages/refund/index?orderId=${orderId}&voucherId=${voucherId}`,
      },
  ]
  return (
    <>
      {doors.map(
        (door) =>
          door && (
            <View key={door.id} className="voucher__on">
              <Button id={door.id} kind="soft" block onPress={open(door.url)}>
                {door.words}
              </Button>
            </View>
          ),
      )}
    </>
  )
}
