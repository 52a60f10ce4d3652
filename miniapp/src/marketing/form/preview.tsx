import { Text, View } from '@tarojs/components'
import { ruleWords } from '../../../../shared/rule-words.ts'
import { serverNow } from '../../api/clock'
import { Picture } from '../../components/picture'
import { Ticket } from '../../components/ticket'
import { language } from '../../platform/language'
import { untilWords } from '../../words/time'
import { copy } from './copy'
import { type Draft, dayAfter, isDay } from './draft'
import type { Here } from './mapping'
import { previewOf, rulesSeen } from './seen'
import type { Merchant } from './use-merchant'
import { midnight, wallAt } from './walls'

interface Props {
  draft: Draft
  merchant: Merchant
  here: Here
  /** Those of the promotion, where a batch has none of its own. */
  stores?: Pick<Draft, 'storeIds' | 'storeSetId'> | undefined
}

/** The ticket as a guest will see it, redrawn with every letter, and the rules in the server's own words. */
export function Preview({ draft, merchant, here, stores }: Props) {
  const { offset } = here
  const own = draft.storeIds.length > 0 || draft.storeSetId !== '' || !stores
  const { storeIds, storeSetId } = own ? draft : stores
  const inSet = merchant.sets.find((set) => set.storeSetId === storeSetId)?.storeCount
  const count = storeSetId !== '' ? (inSet ?? 'untold') : storeIds.length || undefined
  const last = draft.claim === 'own' ? draft.claimTo : draft.to
  const isEarned = draft.who === 'reward'
  const until =
    isDay(last) && !isEarned ? copy.claimBy(untilWords(midnight(dayAfter(last, 1), offset), serverNow(), language)) : ''
  const rules = ruleWords(rulesSeen(draft, here), (instant) => wallAt(instant, offset), language, count)
  return (
    <View id="preview" className="create__preview">
      <View className="create__heading" ariaRole="heading">
        {copy.preview}
      </View>
      {draft.picture !== '' && <Picture key={draft.picture} picture={draft.picture} label={draft.title} />}
      <Ticket
        benefit={previewOf(draft, language)}
        title={draft.title.trim() || copy.noTitle}
        lines={[[merchant.name, count === undefined ? copy.allStores : copy.chosenStores].filter(Boolean).join(' · '), until]}
        action={isEarned ? undefined : copy.claimNow}
      />
      <View className="create__rules">
        <View className="create__subheading">{copy.rules}</View>
        {rules.map((line) => (
          <View key={line} className="create__rule">
            <Text>{line}</Text>
          </View>
        ))}
      </View>
      <Text className="create__note">{copy.gives(draft.total || '…')}</Text>
    </View>
  )
}
