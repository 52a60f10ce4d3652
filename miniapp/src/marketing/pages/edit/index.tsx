import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Refusal } from '../../../api/trouble'
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
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { ApprovalNotice } from '../../form/approval-notice'
import { copy as formCopy } from '../../form/copy'
import { Heading } from '../../form/field'
import { CouponFields, PromotionFields } from '../../form/fields'
import { filledFrom } from '../../form/filled'
import { MoreFields } from '../../form/more-fields'
import { Preview } from '../../form/preview'
import { showFault, useBroughtUp } from '../../form/show-fault'
import { StoresRow } from '../../form/stores-row'
import { toList } from '../../form/to-list'
import { findMerchant, type Merchant } from '../../form/use-merchant'
import { midnight, wallAt } from '../../form/walls'
import { ClashList } from './clash-list'
import { copy } from './copy'
import { type Subject, useEdit } from './use-edit'
import '../../form/form.scss'
import './index.scss'

interface Loaded {
  merchant: Merchant
  /** Undefined: there is no such thing. */
  subject: Subject | undefined
}

async function load({ promotionId, batchId }: { promotionId?: string; batchId?: string }): Promise<Loaded> {
  const merchant = await findMerchant()
  if (!promotionId) return { merchant, subject: undefined }
  try {
    const promotion = await call('getPromotion', { promotionId })
    const batch = promotion.batches.find((one) => one.batchId === batchId)
    const fresh = batchId === 'new'
    return { merchant, subject: batchId && !fresh && !batch ? undefined : { promotion, batch, fresh } }
  } catch (why) {
    if (why instanceof Refusal && (why.status === 404 || why.status === 422)) return { merchant, subject: undefined }
    throw why
  }
}

/** A promotion, one of its batches, or a new batch in it: the form of its making once more. */
export default function EditPage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const { promotionId, batchId } = useRouter().params
  const { remote, reload } = useRemote(() => load({ promotionId, batchId }), session ? session.token : undefined)
  if (session && remote.is === 'ready' && remote.value.subject)
    return <Form merchant={remote.value.merchant} subject={remote.value.subject} />
  return (
    <Page title={copy.title} wide>
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
        <Empty icon="flag" title={copy.gone} note={copy.goneNote} />
      ) : (
        <Skeleton />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Form({ merchant, subject: begin }: { merchant: Merchant; subject: Subject }) {
  const { offset } = merchant
  const today = wallAt(new Date(serverNow()), offset).slice(0, 10)
  const here = { offset, today, language }
  const form = useEdit({ subject: begin, here, onDone: () => toList(copy.saved), onFault: showFault })
  const { draft, what, subject, trouble, sending, asking } = form
  const { promotion, batch } = subject
  useBroughtUp('#trouble', !asking && trouble)
  const claimed = batch?.counts.claimed ?? 0
  const isDraft = promotion.state === 'draft'
  const left = Number(draft.total) - claimed
  const dealt =
    claimed === 0 || !/^\d+$/.test(draft.total) ? '' : left < 0 ? copy.dealtLess(claimed) : copy.dealt(claimed, left)
  const title = what === 'promotion' ? copy.promotion : batch ? copy.batch : copy.fresh
  const effect = isDraft ? copy.draftNote : copy.heldNote
  const leave = () => {
    form.forget()
    toList()
  }
  return (
    <Page
      title={title}
      wide
      bar={
        <View className="create__bar">
          <Button id="leave" kind="soft" disabled={sending} onPress={leave}>
            {copy.cancel}
          </Button>
          <Button id="save" block busy={sending && !asking} onPress={() => form.ask(!isDraft && !subject.fresh)}>
            {sending ? copy.saving : copy.save}
          </Button>
        </View>
      }
    >
      <View className={what === 'batch' ? 'create' : 'create edit--narrow'}>
        <View className="create__form">
          <ClashList form={form} clashes={form.clashes} />
          {form.restored && form.clashes.length === 0 && <Notice id="restored" kind="calm" title={copy.restored} />}
          {!subject.fresh && <Notice id="effect" kind="calm" icon="flag" title={effect} />}
          {what === 'promotion' ? (
            <>
              <PromotionFields form={form} zone={midnight(today, offset).slice(19)} sets={merchant.sets} standing />
              {batch === undefined && <View className="create__note">{copy.followNote}</View>}
              {trouble !== undefined && !asking && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
            </>
          ) : (
            <>
              <CouponFields form={form} dealt={dealt} />
              <View className="create__part">
                <Heading words={formCopy.stores} />
                <StoresRow form={form} all={formCopy.asPromotion} sets={merchant.sets} />
              </View>
              <MoreFields form={form} />
            </>
          )}
        </View>
        {what === 'batch' && (
          <View className="create__side">
            <ApprovalNotice approval={form.approval} />
            {trouble !== undefined && !asking && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
            <Preview draft={draft} merchant={merchant} here={here} stores={filledFrom(promotion, undefined, here)} />
          </View>
        )}
      </View>
      <Popup open={asking} title={copy.confirmTitle} onClose={form.keepEditing}>
        <View className="create__asked">{copy.heldNote}</View>
        {dealt && <View className="create__asked">{dealt}</View>}
        {what === 'promotion' && <View className="create__asked">{copy.followNote}</View>}
        {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
        <View className="create__bar create__bar--asked">
          <Button id="keep-editing" kind="soft" disabled={sending} onPress={form.keepEditing}>
            {copy.back}
          </Button>
          <Button id="confirm-save" block busy={sending} onPress={() => form.send()}>
            {sending ? copy.saving : copy.confirm}
          </Button>
        </View>
      </Popup>
    </Page>
  )
}
