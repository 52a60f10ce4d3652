import { View } from '@tarojs/components'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { dayWords, wallOf } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { ApprovalNotice } from '../../form/approval-notice'
import { CouponFields, PromotionFields } from '../../form/fields'
import { MoreFields } from '../../form/more-fields'
import { Preview } from '../../form/preview'
import { previewOf } from '../../form/seen'
import { showFault, useBroughtUp } from '../../form/show-fault'
import { toList } from '../../form/to-list'
import { type Merchant, useMerchant } from '../../form/use-merchant'
import { midnight, wallAt } from '../../form/walls'
import { CheckList } from '../../launch/check-list'
import { tellLaunched } from '../../launch/told'
import { copy } from './copy'
import { useCreate } from './use-create'
import '../../form/form.scss'

export default function CreatePage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const { remote, reload } = useMerchant(session ? session.token : undefined)
  if (session && remote.is === 'ready') return <Form merchant={remote.value} />
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
      ) : (
        <Skeleton />
      )}
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Form({ merchant }: { merchant: Merchant }) {
  const { offset } = merchant
  const today = wallAt(new Date(serverNow()), offset).slice(0, 10)
  const here = { offset, today, language }
  const onDone = (launched: Parameters<typeof tellLaunched>[0] | undefined) => {
    if (launched) void tellLaunched(launched).then(() => toList())
    else toList(copy.saved)
  }
  const form = useCreate({ here, onDone, onFault: showFault })
  const { draft, trouble, asking, sending, made, checks, blocked } = form
  useBroughtUp('#trouble', !asking && trouble)
  const first = (draft.claim === 'own' ? draft.claimFrom : draft.from) || today
  const start = wallOf(midnight(first, offset))
  const later = first > today && start ? dayWords(start, serverNow(), language) : ''
  const failed = trouble !== undefined && (
    <Notice id="trouble" kind="bad" title={troubleWords(trouble)} note={made ? copy.madeNote : undefined} />
  )
  return (
    <Page
      title={copy.title}
      wide
      bar={
        <View className="create__bar">
          <Button
            id="save-draft"
            kind="soft"
            busy={sending && !asking}
            disabled={asking}
            onPress={() => form.send(false, false)}
          >
            {copy.draft}
          </Button>
          <Button id="launch" block disabled={sending} onPress={form.ask}>
            {copy.launch}
          </Button>
        </View>
      }
    >
      <View className="create">
        <View className="create__form">
          <PromotionFields form={form} zone={midnight(today, offset).slice(19)} sets={merchant.sets} />
          <CouponFields form={form} />
          <MoreFields form={form} bearer />
        </View>
        <View className="create__side">
          <ApprovalNotice approval={form.approval} />
          {!asking && failed}
          <Preview draft={draft} merchant={merchant} here={here} />
        </View>
      </View>
      <Popup open={asking} title={checks ? copy.look : later ? copy.askLater(later) : copy.ask} onClose={form.keepEditing}>
        <View className="create__ask">{benefitWords(previewOf(draft, language), language)}</View>
        <View className="create__asked">{copy.gives(draft.title, draft.total, draft.perMember)}</View>
        {checks ? <CheckList checks={checks} /> : <View className="create__asked">{copy.askNote}</View>}
        {failed}
        <View className="create__bar create__bar--asked">
          <Button id="keep-editing" kind="soft" disabled={sending} onPress={form.keepEditing}>
            {made ? copy.leave : copy.keepEditing}
          </Button>
          <Button
            id="confirm-launch"
            block
            busy={sending}
            disabled={blocked}
            onPress={() => form.send(true, checks !== undefined)}
          >
            {sending ? copy.sending : checks ? copy.confirmLooked : copy.confirm}
          </Button>
        </View>
      </Popup>
    </Page>
  )
}
