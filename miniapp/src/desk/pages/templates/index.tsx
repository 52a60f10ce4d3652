import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { ruleWords } from '../../../../../shared/rule-words.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { blankDraft, type Draft } from '../../../marketing/form/draft'
import { previewOf, rulesSeen } from '../../../marketing/form/seen'
import { wallAt } from '../../../marketing/form/walls'
import { keep, readSaved } from '../../../marketing/pages/create/saved'
import { language } from '../../../platform/language'
import { common } from '../../../words/everywhere'
import { copy } from './copy'
import { filledBy, said, type Template, type Trade, templates, trades } from './templates'
import './index.scss'

const addStore = () => void Taro.navigateTo({ url: '/marketing/pages/store/index' })

export default function TemplatesPage() {
  const { session, signIn } = useSignedIn()
  const [trade, setTrade] = useState<Trade | ''>('')
  // Only for the hint: a gallery that cannot learn it shows itself all the same.
  const stores = useRemote(() => call('listStores', { limit: 1 }), session ? session.token : undefined)
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current && session) void stores.reload()
    shown.current = true
  })
  const offset = -new Date().getTimezoneOffset()
  const today = wallAt(new Date(serverNow()), offset).slice(0, 10)
  const [take] = useOnce(async (template: Template) => {
    const { draft } = readSaved(today)
    const proposals = templates.map((one) => JSON.stringify(filledBy(one, draft.from, language)))
    const isOwn = (draft.name !== '' || draft.title !== '') && !proposals.includes(JSON.stringify(draft))
    if (isOwn) {
      const [cancelText, confirmText] = [copy.keep, copy.replace]
      const asked = { title: copy.replaceTitle, content: copy.replaceNote, cancelText, confirmText }
      if (!(await Taro.showModal(asked)).confirm) return
    }
    keep({ draft: filledBy(template, today, language) })
    await Taro.navigateTo({ url: '/marketing/pages/create/index' })
  })
  if (!session)
    return (
      <Page title={copy.title} wide>
        {session === undefined ? (
          <Skeleton />
        ) : (
          <SignedOut icon="flag" title={copy.guest} note={copy.guestNote} to="/desk/pages/templates/index" signIn={signIn} />
        )}
      </Page>
    )
  const { remote } = stores
  return (
    <Page title={copy.title} wide>
      <View className="gallery__head" ariaRole="heading">
        {copy.head}
      </View>
      <Text className="gallery__note">{copy.note}</Text>
      {remote.is === 'ready' && remote.value.items.length === 0 && (
        <View id="no-store" className="gallery__store">
          <View className="gallery__storewords">
            <Text className="sample__benefit">{copy.noStore}</Text>
            <Text className="sample__fact">{copy.noStoreNote}</Text>
          </View>
          <Button id="add-store" small onPress={addStore}>
            {copy.addStore}
          </Button>
        </View>
      )}
      <View className="gallery__trades" ariaRole="radiogroup">
        {(['', ...trades] as const).map((one) => (
          <View
            key={one}
            id={`trade-${one || 'all'}`}
            className={`gallery__trade ${one === trade ? 'gallery__trade--on' : ''}`}
            ariaRole="radio"
            {...{ ariaChecked: one === trade }}
            onClick={() => setTrade(one)}
          >
            <Text>{copy[one || 'all']}</Text>
          </View>
        ))}
      </View>
      <View className="gallery__list">
        {templates
          .filter((one) => trade === '' || one.trade === trade)
          .map((one) => (
            <Sample key={one.id} template={one} today={today} offset={offset} onTake={() => take(one)} />
          ))}
      </View>
      <NavHome words={common.toHome} />
    </Page>
  )
}

interface SampleProps {
  template: Template
  today: string
  offset: number
  onTake(): void
}

/** What it is called, why one does it, and what guests will read. */
function Sample({ template, today, offset, onTake }: SampleProps) {
  const { name, why } = said(template, language)
  const draft = filledBy(template, today, language)
  const here = { offset, today, language }
  const rulesOf = (one: Draft) => ruleWords(rulesSeen(one, here), (instant) => wallAt(instant, offset), language, undefined)
  // The benefit stands above, and what every coupon says is left out: a card is to be compared with the others.
  const usual = new Set(rulesOf({ ...blankDraft(today), days: '' }))
  const [, ...rules] = rulesOf(draft).filter((line) => !usual.has(line))
  return (
    <View id={`template-${template.id}`} className="sample">
      <Text className="sample__trade">{copy[template.trade]}</Text>
      <View className="sample__name" ariaRole="heading">
        {name}
      </View>
      <Text className="sample__why">{why}</Text>
      <Text className="sample__benefit">{benefitWords(previewOf(draft, language), language)}</Text>
      {rules.map((line) => (
        <Text key={line} className="sample__fact">
          {line}
        </Text>
      ))}
      <Text className="sample__fact">{copy.facts(draft.total, draft.budget)}</Text>
      <View className="sample__bar">
        <Button id={`use-${template.id}`} kind="soft" block onPress={onTake}>
          {copy.use}
        </Button>
      </View>
    </View>
  )
}
