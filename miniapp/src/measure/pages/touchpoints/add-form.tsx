import { Input, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { useOnce } from '../../../hooks/use-once'
import { ChoiceRow, Heading, Row, TextRow } from '../../../marketing/form/field'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import { blank, costKinds, type Draft, formsOf, kinds, type Problem, type Promotion } from './draft'

/** Touchpoints for one place or several: what was added is gone from the form, what failed stays in it. */
export function AddForm({ promotion, onAdded }: { promotion: Promotion; onAdded(): void }) {
  const [draft, setDraft] = useState<Draft>(() => blank(promotion))
  const [problems, setProblems] = useState<{ [field: string]: Problem }>({})
  const [trouble, setTrouble] = useState<unknown>()
  /** One for each place, so that a try after a lost answer makes none twice. */
  const keys = useRef<Record<string, string>>({})
  const change = (part: Partial<Draft>) => {
    if (!('places' in part)) keys.current = {}
    setDraft((known) => ({ ...known, ...part }))
    setProblems({})
  }
  const [add, adding] = useOnce(async () => {
    const read = formsOf(draft, promotion)
    setTrouble(undefined)
    if ('problems' in read) return setProblems(read.problems as { [field: string]: Problem })
    const left = read.forms.map(({ place = '' }) => place)
    try {
      for (const form of read.forms) {
        const place = form.place ?? ''
        keys.current[place] ??= newKey()
        await call('createTouchpoint', form, { key: keys.current[place] })
        left.shift()
      }
      setDraft(blank(promotion))
      void Taro.showToast({ title: copy.added(read.forms.length), icon: 'none' })
    } catch (why) {
      change({ places: left })
      setTrouble(why)
    }
    if (left.length < read.forms.length) onAdded()
  })
  const form = {
    draft: { ...draft, place: '' },
    problems: Object.fromEntries(Object.entries(problems).map(([field, why]) => [field, copy[why]])),
    change,
  }
  const count = draft.places.filter((place) => place.trim() !== '').length
  const targets = [
    ['promotion', copy.wholePromotion] as const,
    ...promotion.batches.filter(({ state }) => state !== 'stopped').map(({ batchId, title }) => [batchId, title] as const),
    ...promotion.deals.filter(({ state }) => state !== 'stopped').map(({ dealId, title }) => [dealId, title] as const),
  ]
  return (
    <View className="create__part touch__form">
      <Heading words={copy.add} />
      <ChoiceRow
        form={form}
        field="kind"
        label={copy.kind}
        options={kinds.map((kind) => [kind, copy[kind]] as const)}
        chosen={draft.kind}
        onChoose={(kind) => change({ kind })}
      />
      <Row field="place" label={copy.place} problem={form.problems.place}>
        {draft.places.map((place, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is what is typed on its line
          <View key={nth} className="row__box touch__place">
            <Input
              id={`place-${nth}`}
              className="row__input"
              ariaLabel={draft.places.length > 1 ? copy.placeNth(nth + 1) : copy.place}
              placeholder={copy.placeHint}
              maxlength={60}
              value={place}
              onInput={(event) =>
                change({ places: draft.places.map((known, at) => (at === nth ? event.detail.value : known)) })
              }
            />
          </View>
        ))}
        <Button id="more-places" kind="plain" small onPress={() => change({ places: [...draft.places, ''] })}>
          {copy.more}
        </Button>
      </Row>
      <ChoiceRow
        form={form}
        field="target"
        label={copy.target}
        options={targets}
        chosen={draft.target}
        onChoose={(target) => change({ target })}
      />
      <ChoiceRow
        form={form}
        field="costKind"
        label={copy.costKind}
        options={costKinds.map((kind) => [kind, copy[kind]] as const)}
        chosen={draft.costKind}
        onChoose={(costKind) => change({ costKind })}
      />
      <TextRow form={form} field="cost" label={copy.cost} type="digit" most={9} note={copy.costNote} />
      {draft.costKind === 'perThousand' && (
        <TextRow form={form} field="impressions" label={copy.impressions} type="number" most={9} />
      )}
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <Button id="create-touchpoints" block busy={adding} onPress={add}>
        {copy.create(count)}
      </Button>
    </View>
  )
}
