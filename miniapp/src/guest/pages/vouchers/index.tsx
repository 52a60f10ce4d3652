import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Cell, CellGroup } from '../../../components/cell'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { goHome, NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tabs } from '../../../components/tabs'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { lastDayWords, momentWords, untilWords } from '../../../words/time'
import { copy } from './copy'

type Voucher = OutputOf<'getVoucher'>
/** `back`: what is being refunded, and what was. */
const tabs = ['valid', 'redeemed', 'given', 'back', 'expired'] as const
type Tab = (typeof tabs)[number]

/** What was paid for, by how it stands. */
export default function VouchersPage() {
  const { session, signIn } = useSignedIn()
  const [tab, setTab] = useState<Tab>('valid')
  const list = useList<Voucher, OutputOf<'listMyVouchers'>>(
    (cursor) => read(tab, cursor),
    session ? `${session.memberId} ${tab}` : undefined,
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
        <NavHome words={common.toHome} />
      </Page>
    )
  return (
    <Page title={copy.title}>
      <Tabs<Tab> tabs={tabs.map((key) => ({ key, words: copy[key] }))} chosen={tab} onChoose={setTab} />
      {list.items.length > 0 && (
        <CellGroup>
          {list.items.map((voucher) => (
            <Cell
              key={voucher.voucherId}
              id={`voucher-${voucher.voucherId}`}
              title={voucher.title}
              note={[voucher.merchantName, voucher.from && copy.from(voucher.from), ...factsOf(voucher)]
                .filter(Boolean)
                .join(' · ')}
              onPress={() => void Taro.navigateTo({ url: `/guest/pages/voucher/index?voucherId=${voucher.voucherId}` })}
            />
          ))}
        </CellGroup>
      )}
      <LoadMore
        more={list.more}
        count={list.items.length}
        onMore={list.next}
        empty={
          <Empty
            title={copy[`empty${tab}`]}
            note={copy[`empty${tab}Note`]}
            action={{ id: 'to-home', words: copy.toHome, onPress: goHome }}
          />
        }
      />
      <NavHome words={common.toHome} />
    </Page>
  )
}

/** The tab of refunds has two states: first those on their way, then, on pages of their own, those that arrived. */
async function read(tab: Tab, cursor: string | undefined): Promise<OutputOf<'listMyVouchers'>> {
  if (tab !== 'back') return call('listMyVouchers', { state: tab, cursor, limit: 20 })
  const [state, from] = cursor?.startsWith('done ')
    ? (['refunded', cursor.slice(5) || undefined] as const)
    : (['refunding', cursor] as const)
  const page = await call('listMyVouchers', { state, cursor: from, limit: 20 })
  if (state === 'refunded') return { ...page, nextCursor: page.nextCursor && `done ${page.nextCursor}` }
  if (page.nextCursor) return page
  const done = await call('listMyVouchers', { state: 'refunded', limit: 20 })
  return { items: [...page.items, ...done.items], nextCursor: done.nextCursor && `done ${done.nextCursor}` }
}

/** How much is left, or what became of it. */
function factsOf({ state, uses, used, usableTo, use, giving }: Voucher): (string | undefined)[] {
  const now = serverNow()
  switch (state) {
    case 'valid':
      return [copy.uses(uses - used, uses), copy.usableTo(untilWords(usableTo, now, language))]
    case 'redeemed':
      return [copy.usedUp(uses), use && copy.usedAt(use.storeName, momentWords(use.at, now, language))]
    case 'given':
      return [
        giving?.takenBy && giving.takenAt
          ? copy.takenBy(giving.takenBy, momentWords(giving.takenAt, now, language))
          : copy.waiting,
      ]
    case 'refunding':
      return [copy.refunding, copy.refundingNote]
    case 'refunded':
      return [copy.refunded, copy.refundedNote]
    default:
      return [copy.expiredOn(lastDayWords(usableTo, now, language))]
  }
}
