import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
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
import { benefitWords } from '../../../words/benefit'
import { common, troubleWords } from '../../../words/common'
import { dayWords, wallOf } from '../../../words/time'
import { copy } from './copy'
import { Fields } from './fields'
import { midnight, previewOf } from './mapping'
import { Preview } from './preview'
import { useCreate } from './use-create'
import { type Merchant, useMerchant } from './use-merchant'
import './index.scss'

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

const list = 'marketing/pages/promotions/index'

/** Back to the list where the new promotion stands on top. */
function toList(launched: boolean): void {
  void Taro.showToast({ title: launched ? copy.launched : copy.saved, icon: 'none' })
  const pages = Taro.getCurrentPages()
  const before = pages[pages.length - 2]
  if ((before?.route ?? before?.path ?? '').replace(/^\//, '').startsWith(list)) void Taro.navigateBack()
  else void Taro.redirectTo({ url: `/${list}` })
}

function Form({ merchant }: { merchant: Merchant }) {
  const { offset, stores, name } = merchant
  const today = new Date(serverNow() + offset * 60_000).toISOString().slice(0, 10)
  const form = useCreate({
    offset,
    today,
    onDone: toList,
    onFault: (field) => {
      void Taro.showToast({ title: copy.fix, icon: 'none' })
      void Promise.resolve(Taro.pageScrollTo({ selector: `#row-${field}`, duration: 200, offsetTop: -80 })).catch(() => {})
    },
  })
  const { draft, trouble, asking, sending, made } = form
  const start = wallOf(midnight(draft.from || today, offset))
  const later = draft.from > today && start ? dayWords(start, serverNow(), language) : ''
  const failed = trouble !== undefined && (
    <Notice id="trouble" kind="bad" title={troubleWords(trouble)} note={made ? copy.madeNote : undefined} />
  )
  return (
    <Page
      title={copy.title}
      wide
      bar={
        <View className="create__bar">
          <Button id="save-draft" kind="soft" busy={sending && !asking} disabled={asking} onPress={() => form.send(false)}>
            {copy.draft}
          </Button>
          <Button id="launch" block disabled={sending} onPress={form.ask}>
            {copy.launch}
          </Button>
        </View>
      }
    >
      <View className="create">
        <Fields form={form} stores={stores} zone={midnight(today, offset).slice(19)} />
        <View className="create__side">
          <Preview draft={draft} merchant={name} offset={offset} />
          {!asking && failed}
        </View>
      </View>
      <Popup open={asking} title={later ? copy.askLater(later) : copy.ask} onClose={form.keepEditing}>
        <View className="create__ask">{benefitWords(previewOf(draft, language), language)}</View>
        <View className="create__asked">
          {draft.title} · {copy.gives(draft.total, draft.perMember)}
        </View>
        <View className="create__asked">{copy.askNote}</View>
        {failed}
        <View className="create__bar create__bar--asked">
          <Button id="keep-editing" kind="soft" disabled={sending} onPress={form.keepEditing}>
            {made ? copy.leave : copy.keepEditing}
          </Button>
          <Button id="confirm-launch" block busy={sending} onPress={() => form.send(true)}>
            {sending ? copy.sending : copy.confirm}
          </Button>
        </View>
      </Popup>
    </Page>
  )
}
