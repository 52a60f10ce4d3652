import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Empty } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { type Approval, ApprovalCard } from './approval-card'
import { copy } from './copy'
import './index.scss'

/** What waits for a second pair of eyes, and what had one. */
export default function ApprovalsPage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const list = useList<Approval, OutputOf<'listApprovals'>>(
    (cursor) => call('listApprovals', { cursor, limit: 20 }),
    session ? session.token : undefined,
  )
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <Empty
          icon="flag"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  const put = (decided: Approval) =>
    list.change((items) => items.map((one) => (one.approvalId === decided.approvalId ? decided : one)))
  return (
    <Page title={copy.title} wide>
      <View className="approvals__head" ariaRole="heading">
        {copy.head}
      </View>
      <Text className="approvals__note">{copy.note}</Text>
      {session === undefined && <Skeleton />}
      <View className="approvals__list">
        {list.items.map((approval) => (
          <ApprovalCard
            key={approval.approvalId}
            approval={approval}
            offset={-new Date().getTimezoneOffset()}
            onDecided={put}
          />
        ))}
      </View>
      {session && (
        <LoadMore
          more={list.more}
          count={list.items.length}
          onMore={list.next}
          empty={<Empty icon="check" title={copy.empty} note={copy.emptyNote} />}
        />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}
