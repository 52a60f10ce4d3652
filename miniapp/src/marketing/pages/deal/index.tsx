import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { copy } from '../../deals/copy'
import type { Deal } from '../../deals/draft'
import { DealFields, WindowFields } from '../../deals/fields'
import { DealPreview } from '../../deals/preview'
import { useDealForm } from '../../deals/use-deal-form'
import { ApprovalNotice } from '../../form/approval-notice'
import { copy as formCopy } from '../../form/copy'
import { toList } from '../../form/to-list'
import { findMerchant, type Merchant } from '../../form/use-merchant'
import { wallAt } from '../../form/walls'
import { CheckList, isBlocked } from '../../launch/check-list'
import '../../form/form.scss'

interface Subject {
  merchant: Merchant
  promotionId: string | undefined
  deal: Deal | undefined
}

/** `dealId` changes one that stands, `promotionId` adds one to a promotion, neither makes a promotion with it. */
export default function DealDeskPage() {
  const { promotionId, dealId } = useRouter().params
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const { remote, reload } = useRemote<Subject>(
    async () => {
      const [merchant, promotion] = await Promise.all([
        findMerchant(),
        promotionId ? call('getPromotion', { promotionId }) : undefined,
      ])
      return { merchant, promotionId, deal: promotion?.deals.find((one) => one.dealId === dealId) }
    },
    session ? session.token : undefined,
  )
  const title = dealId ? copy.edit : copy.create
  if (session && remote.is === 'ready' && (dealId === undefined || remote.value.deal))
    return <Form key={remote.value.deal?.version ?? 0} subject={remote.value} title={title} onReload={() => void reload()} />
  return (
    <Page title={title} wide>
      {session === null ? (
        <Empty
          icon="flag"
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      ) : remote.is === 'failed' ? (
        <Failed trouble={remote.trouble} onRetry={reload} />
      ) : remote.is === 'ready' ? (
        <Empty icon="warn" title={copy.gone} />
      ) : (
        <Skeleton />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Form({ subject, title, onReload }: { subject: Subject; title: string; onReload(): void }) {
  const { merchant, promotionId, deal } = subject
  const { offset } = merchant
  const here = { offset, today: wallAt(new Date(serverNow()), offset).slice(0, 10) }
  const form = useDealForm({ deal, promotionId, here, onDone: toList })
  const { asking, sending, trouble, stale, checks } = form
  const isNew = deal === undefined && promotionId === undefined
  const { storeIds, storeSetId } = form.draft
  const inSet = merchant.sets.find((set) => set.storeSetId === storeSetId)?.storeCount
  const stores =
    (storeSetId === '' ? storeIds.length || undefined : inSet) ?? (isNew && storeSetId === '' ? undefined : 'untold')
  return (
    <Page
      title={title}
      wide
      bar={
        <View className="create__bar">
          {isNew && (
            <Button id="save-draft" kind="soft" busy={sending && !asking} disabled={asking} onPress={() => form.send(false)}>
              {copy.saveDraft}
            </Button>
          )}
          <Button id="launch" block disabled={sending} onPress={form.ask}>
            {isNew ? copy.launch : deal ? copy.save : copy.add}
          </Button>
        </View>
      }
    >
      <View className="create">
        <View className="create__form">
          {isNew && <WindowFields form={form} />}
          <DealFields
            form={form}
            sold={deal?.counts.taken}
            all={isNew ? formCopy.allStores : formCopy.asPromotion}
            sets={merchant.sets}
          />
        </View>
        <View className="create__side">
          <ApprovalNotice approval={form.approval} kept={false} />
          {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
          {stale && (
            <>
              <Notice id="stale" kind="bad" title={copy.stale} />
              <Button id="reload" kind="soft" small onPress={onReload}>
                {copy.reload}
              </Button>
            </>
          )}
          <DealPreview draft={form.draft} merchantName={merchant.name} stores={stores} />
        </View>
      </View>
      <Popup open={asking} title={deal ? copy.askEdit : copy.ask} onClose={form.keepEditing}>
        {deal && <View className="create__asked">{copy.askEditNote}</View>}
        {checks && <CheckList checks={checks} />}
        <View className="create__bar create__bar--asked">
          <Button id="keep-editing" kind="soft" disabled={sending} onPress={form.keepEditing}>
            {copy.keepEditing}
          </Button>
          <Button
            id="confirm-launch"
            block
            busy={sending}
            disabled={checks && isBlocked(checks)}
            onPress={() => form.send(isNew, checks !== undefined)}
          >
            {copy.confirm}
          </Button>
        </View>
      </Popup>
    </Page>
  )
}
