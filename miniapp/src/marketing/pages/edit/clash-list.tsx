import { Text, View } from '@tarojs/components'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { language } from '../../../platform/language'
import { copy as claimingCopy } from '../../form/claiming-copy'
import { copy as formCopy, weekdayWords } from '../../form/copy'
import type { Draft } from '../../form/draft'
import type { FormHandle } from '../../form/field'
import { type Clash, type Group, sameSaid, taken } from '../../form/groups'
import { previewOf } from '../../form/seen'
import { useBroughtUp } from '../../form/show-fault'
import { copy } from './copy'

const labels: Record<Group, string> = {
  name: formCopy.name,
  from: formCopy.from,
  to: formCopy.to,
  stores: formCopy.stores,
  bearer: formCopy.bearer,
  title: formCopy.couponTitle,
  benefit: formCopy.kind,
  total: formCopy.total,
  perMember: formCopy.perMember,
  perDay: claimingCopy.perDay,
  perMemberPerDay: claimingCopy.perMemberPerDay,
  perSecond: claimingCopy.perSecond,
  validity: formCopy.validity,
  weekdays: formCopy.weekdays,
  hours: formCopy.hours,
  categories: formCopy.categories,
  items: formCopy.items,
  excludes: formCopy.excludes,
  picture: formCopy.picture,
  holidays: formCopy.holidays,
  blackout: formCopy.blackout,
  who: claimingCopy.who,
  claim: claimingCopy.claimWindow,
  unitCost: formCopy.unitCost,
}

/** What a draft says there, short. */
function said(group: Group, draft: Draft): string {
  const list = (words: string[]) => words.join(language === 'zh' ? '、' : ', ')
  switch (group) {
    case 'stores':
      if (draft.storeSetId !== '') return formCopy.oneSet
      return draft.storeIds.length > 0 ? formCopy.someStores(draft.storeIds.length) : formCopy.asPromotion
    case 'bearer':
      if (draft.bearer === 'merchant') return copy.merchant
      return copy.shares(draft.bearMerchant, draft.bearHeadOffice, draft.bearPlatform)
    case 'benefit':
      return benefitWords(previewOf(draft, language), language)
    case 'validity':
      if (draft.validity === 'days') return copy.days(draft.days, draft.startsInDays)
      return copy.until(draft.validFrom, draft.validTo)
    case 'claim':
      return draft.claim === 'own' ? copy.until(draft.claimFrom, draft.claimTo) : copy.always
    case 'who':
      return draft.who === 'reward' ? claimingCopy.whoReward : claimingCopy.whoEveryone
    case 'weekdays':
      return list([...draft.weekdays].sort().map((day) => weekdayWords[day - 1] ?? '')) || copy.everyDay
    case 'hours':
      return list(draft.hours.filter(({ from }) => from !== '').map(({ from, to }) => `${from}–${to}`)) || copy.allDay
    case 'blackout':
      return list(draft.blackout.filter(Boolean)) || copy.none
    case 'holidays':
      return draft.holidays === 'excluded' ? formCopy.holidaysOut : formCopy.holidaysIn
    case 'picture':
      return draft.picture === '' ? copy.none : formCopy.picture
    default:
      return draft[group] || copy.none
  }
}

/** Where somebody else was quicker: both values side by side, and whose is used. */
export function ClashList({ form, clashes }: { form: FormHandle; clashes: Clash[] }) {
  useBroughtUp('#clashes', clashes.length > 0 && clashes)
  if (clashes.length === 0) return null
  return (
    <View id="clashes" className="clashes" ariaRole="alert">
      <View className="create__heading">{copy.clashTitle(clashes.length)}</View>
      <Text className="create__note">{copy.clashNote}</Text>
      {clashes.map(({ group, theirs, mine }) => {
        const isTheirs = sameSaid(group, form.draft, theirs)
        // Typed since: that is mine.
        const own = isTheirs ? mine : form.draft
        return (
          <View key={group} id={`clash-${group}`} className="clash">
            <Text className="row__label">{labels[group]}</Text>
            <View className="clash__two" ariaRole="radiogroup" ariaLabel={labels[group]}>
              {(
                [
                  ['theirs', theirs, isTheirs],
                  ['mine', own, !isTheirs],
                ] as const
              ).map(([whose, draft, on]) => (
                <View
                  key={whose}
                  id={`clash-${group}-${whose}`}
                  className={`choice__one ${on ? 'choice__one--on' : ''}`}
                  ariaRole="radio"
                  {...{ ariaChecked: on }}
                  onClick={() => form.change(taken(group, draft))}
                >
                  <Text className="clash__words">
                    {copy[whose]}：{said(group, draft)}
                  </Text>
                </View>
              ))}
            </View>
          </View>
        )
      })}
    </View>
  )
}
