import { Image, Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { type PosterFormat, posterSizes } from '../../../../../shared/posters.ts'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { LoadMore } from '../../../components/load-more'
import { goHome, NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { SignedOut } from '../../../components/signed-out'
import { Skeleton } from '../../../components/skeleton'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { ChoiceRow } from '../../../marketing/form/field'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { askPoster } from '../../poster/ask'
import { fileName } from '../../poster/gather'
import { keep, shownAt } from '../../poster/keep'
import { AddForm } from './add-form'
import { AllBar } from './all-bar'
import { copy } from './copy'
import type { Promotion, Touchpoint } from './draft'
import type { Paper } from './paper'
import { TouchCard } from './touch-card'
import '../../../marketing/form/form.scss'
import '../../../marketing/pages/stores/index.scss'
import './index.scss'

/** Where guests meet a promotion, and what is printed for it. */
export default function TouchpointsPage() {
  const { promotionId } = useRouter().params
  const { session, signIn } = useSignedIn()
  const token = session && promotionId ? session.token : undefined
  const { remote, reload } = useRemote<Promotion>(() => call('getPromotion', { promotionId: promotionId ?? '' }), token)
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <SignedOut
          icon="flag"
          title={copy.guest}
          to={`/measure/pages/touchpoints/index?promotionId=${promotionId ?? ''}`}
          signIn={signIn}
        />
      </Page>
    )
  const isUnknown = remote.is === 'failed' && remote.trouble instanceof Refusal && remote.trouble.status < 429
  return (
    <Page title={copy.title} wide>
      {!promotionId || isUnknown ? (
        <Empty
          icon="warn"
          title={promotionId ? copy.unknown : copy.missing}
          note={copy.missingNote}
          action={{ id: 'go-home', words: common.home, onPress: goHome }}
        />
      ) : remote.is === 'failed' ? (
        <Failed trouble={remote.trouble} onRetry={() => void reload()} />
      ) : remote.is === 'loading' || token === undefined ? (
        <Skeleton count={3} />
      ) : (
        <Desk promotion={remote.value} token={token} />
      )}
      {remote.is !== 'loading' && <NavHome />}
    </Page>
  )
}

interface Shown {
  touchpoint: Touchpoint
  src: string
}

function Desk({ promotion, token }: { promotion: Promotion; token: string }) {
  const { promotionId, name } = promotion
  const list = useList<Touchpoint, OutputOf<'listTouchpoints'>>(
    (cursor) => call('listTouchpoints', { promotionId, cursor, limit: 50 }),
    token,
  )
  const [paper, setPaper] = useState<Paper>({ size: 'a4', codes: 'both' })
  const [drawing, setDrawing] = useState<{ id: string; what: string }>()
  const [shown, setShown] = useState<Shown>()
  const [trouble, setTrouble] = useState<unknown>()
  const [draw] = useOnce(async (touchpoint: Touchpoint, format: PosterFormat, look: boolean) => {
    const { touchpointId, place } = touchpoint
    setTrouble(undefined)
    setDrawing({ id: touchpointId, what: look ? 'preview' : format })
    try {
      const bytes = await askPoster({ ...paper, touchpointId, format, ...(look && { preview: 'yes' }) })
      const file = fileName(1, 1, `${place} ${copy[paper.size]}`, format).slice(2)
      if (look) setShown({ touchpoint, src: await shownAt(file, bytes) })
      else {
        await keep(file, bytes)
        await list.reload()
      }
    } catch (why) {
      setTrouble(why)
    }
    setDrawing(undefined)
  })
  const codeMissing = trouble instanceof Refusal && ['channel.busy', 'poster.no_mini_code'].includes(trouble.code)
  const form = { draft: paper, problems: {}, change: (part: Partial<Paper>) => setPaper({ ...paper, ...part }) }
  return (
    <>
      <View className="stores__head">
        <View className="stores__title" ariaRole="heading">
          {name}
        </View>
      </View>
      <View className="touch__columns">
        <View className="touch__list">
          {list.items.length > 0 && (
            <View className="create__part">
              <ChoiceRow
                form={form}
                field="size"
                label={copy.size}
                options={posterSizes.map((size) => [size, copy[size]] as const)}
                chosen={paper.size}
                onChoose={(size) => setPaper({ ...paper, size })}
              />
              <View className="touch__note">{sizeNote[paper.size]}</View>
              <ChoiceRow
                form={form}
                field="codes"
                label={copy.codes}
                options={[
                  ['both', copy.both],
                  ['web', copy.web],
                ]}
                chosen={paper.codes}
                onChoose={(codes) => setPaper({ ...paper, codes })}
              />
              <View className="touch__note">{copy.printNote}</View>
              <AllBar touchpoints={list.items} paper={paper} onFetched={() => void list.reload()} />
            </View>
          )}
          {trouble !== undefined && <Notice id="poster-trouble" kind="bad" title={troubleWords(trouble)} />}
          {codeMissing && paper.codes === 'both' && (
            <Button id="web-instead" kind="soft" small onPress={() => setPaper({ ...paper, codes: 'web' })}>
              {copy.webInstead}
            </Button>
          )}
          {list.items.map((touchpoint) => (
            <TouchCard
              key={touchpoint.touchpointId}
              touchpoint={touchpoint}
              promotion={promotion}
              busy={drawing?.id === touchpoint.touchpointId ? drawing.what : undefined}
              onPreview={() => draw(touchpoint, 'png', true)}
              onFetch={(format) => draw(touchpoint, format, false)}
            />
          ))}
          <LoadMore
            more={list.more}
            count={list.items.length}
            onMore={list.next}
            empty={<Empty icon="flag" title={copy.none} note={copy.noneNote} />}
          />
        </View>
        <AddForm promotion={promotion} onAdded={() => void list.reload()} />
      </View>
      {shown && (
        <Popup open title={shown.touchpoint.place} onClose={() => setShown(undefined)}>
          <Image id="poster-shown" className="touch__picture" mode="widthFix" src={shown.src} ariaLabel={copy.preview} />
          <View className="shopcard__bar">
            {(['pdf', 'png'] as const).map((format) => (
              <Button
                key={format}
                id={`shown-${format}`}
                kind={format === 'pdf' ? 'main' : 'soft'}
                busy={drawing?.what === format}
                onPress={() => draw(shown.touchpoint, format, false)}
              >
                {copy[format]}
              </Button>
            ))}
            <Button id="close-poster" kind="plain" onPress={() => setShown(undefined)}>
              {copy.close}
            </Button>
          </View>
        </Popup>
      )}
      {drawing && (
        <Text className="touch__drawing" {...{ ariaLive: 'polite' }}>
          {copy.drawing}
        </Text>
      )}
    </>
  )
}

const sizeNote = { a4: copy.noteA4, a3: copy.noteA3, tent: copy.noteTent, sticker: copy.noteSticker }
