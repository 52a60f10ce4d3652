import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { LinkedPage } from '../../../components/linked-page'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { ChoiceRow, Heading, TextRow } from '../../form/field'
import { LaunchSheet } from '../../launch/launch-sheet'
import { copy } from './copy'
import { type Streak, useAdd } from './use-add'
import '../../form/form.scss'
import '../stores/index.scss'
import '../promotions/index.scss'

interface Subject {
  promotion: OutputOf<'getPromotion'>
  streaks: Streak[]
}

/** What coming again earns in a promotion: those that stand, and one more. */
export default function StreaksPage() {
  const { promotionId } = useRouter().params
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const { remote, reload } = useRemote<Subject>(
    async () => {
      const asked = { promotionId: promotionId ?? '' }
      const [promotion, { items }] = await Promise.all([call('getPromotion', asked), call('listStreaks', asked)])
      return { promotion, streaks: items }
    },
    session && promotionId ? session.token : undefined,
  )
  if (session === null)
    return (
      <Page title={copy.title} wide>
        <Empty
          icon="flag"
          title={copy.guest}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  return (
    <LinkedPage
      id={promotionId}
      remote={remote}
      reload={reload}
      title={undefined}
      words={{ ...copy, missing: copy.none, unknown: copy.none, missingNote: copy.noneNote }}
    >
      {remote.is === 'ready' && <Desk subject={remote.value} onChange={() => void reload()} />}
    </LinkedPage>
  )
}

function Desk({ subject, onChange }: { subject: Subject; onChange(): void }) {
  const { promotion, streaks } = subject
  const { promotionId, name, state } = promotion
  const [sheet, setSheet] = useState<'launch' | Streak>()
  const { form, trouble, isBad, add, adding } = useAdd(promotionId, () => {
    void Taro.showToast({ title: copy.created, icon: 'none' })
    onChange()
  })
  const kinds = (['day', 'week', 'count'] as const).map((kind) => [kind, copy[kind]] as const)
  return (
    <>
      <View className="stores__head">
        <View className="stores__title" ariaRole="heading">
          {name}
        </View>
        {state === 'draft' && streaks.length > 0 && (
          <Button id="launch" small onPress={() => setSheet('launch')}>
            {copy.launch}
          </Button>
        )}
      </View>
      {streaks.length === 0 && <Empty icon="flag" title={copy.none} note={copy.noneNote} />}
      {streaks.map((streak) => (
        <View key={streak.streakId} id={`streak-${streak.streakId}`} className="shopcard">
          <Text className="shopcard__name">
            {streak.title} · {copy[streak.state]}
          </Text>
          <Text className="shopcard__note">{streak.rules}</Text>
          <Text className="shopcard__note">
            {copy.counts(streak.counts.granted, streak.counts.waiting, yuan(streak.counts.costFen))}
          </Text>
          {streak.state !== 'stopped' && streak.state !== 'ended' && (
            <View className="shopcard__bar">
              <Button id={`stop-${streak.streakId}`} kind="plain" small onPress={() => setSheet(streak)}>
                {copy.stop}
              </Button>
            </View>
          )}
        </View>
      ))}
      <View className="create__part" style={{ marginTop: '16px' }}>
        <Heading words={copy.add} />
        <TextRow form={form} field="title" label={copy.name} hint={copy.nameHint} />
        <ChoiceRow
          form={form}
          field="kind"
          label={copy.kind}
          options={kinds}
          chosen={form.draft.kind}
          onChoose={(kind) => form.change({ kind })}
        />
        <TextRow form={form} field="goal" label={copy.goal} type="number" most={3} note={copy.goalNote} />
        {form.draft.kind !== 'count' && (
          <TextRow form={form} field="makeUps" label={copy.makeUps} type="number" most={2} note={copy.makeUpsNote} />
        )}
        <TextRow form={form} field="points" label={copy.points} type="number" most={7} />
        <TextRow form={form} field="cost" label={copy.cost} type="digit" most={9} note={copy.costNote} />
        {isBad && <Notice id="bad" kind="bad" title={copy.bad} />}
        {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
        <Button id="create-streak" block busy={adding} onPress={add}>
          {copy.create}
        </Button>
      </View>
      {sheet === 'launch' && (
        <LaunchSheet promotionId={promotionId} onClose={() => setSheet(undefined)} onLaunched={onChange} />
      )}
      {sheet && sheet !== 'launch' && <StopSheet streak={sheet} onClose={() => setSheet(undefined)} onStopped={onChange} />}
    </>
  )
}

function StopSheet({ streak, onClose, onStopped }: { streak: Streak; onClose(): void; onStopped(): void }) {
  const [trouble, setTrouble] = useState<unknown>()
  const [stop, stopping] = useOnce(async () => {
    setTrouble(undefined)
    try {
      await call('stopStreak', { streakId: streak.streakId })
      onStopped()
      onClose()
    } catch (why) {
      setTrouble(why)
    }
  })
  return (
    <Popup open title={copy.stopTitle(streak.title)} onClose={onClose}>
      <View className="sheet__note">{copy.stopNote}</View>
      {trouble !== undefined && <Notice id="stop-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="sheet__bar">
        <Button id="keep" kind="soft" onPress={onClose}>
          {copy.keep}
        </Button>
        <Button id="confirm-stop" kind="danger" block busy={stopping} onPress={stop}>
          {copy.stop}
        </Button>
      </View>
    </Popup>
  )
}
