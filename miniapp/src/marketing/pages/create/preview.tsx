import { Text, View } from '@tarojs/components'
import { serverNow } from '../../../api/clock'
import { Ticket } from '../../../components/ticket'
import { language } from '../../../platform/language'
import { dayWords, untilWords, wallOf } from '../../../words/time'
import { copy, weekdayWords } from './copy'
import { type Draft, dayAfter, isDay } from './draft'
import { midnight, previewOf } from './mapping'

interface Props {
  draft: Draft
  merchant: string
  offset: number
}

/** The ticket as a guest will see it, redrawn with every letter. */
export function Preview({ draft, merchant, offset }: Props) {
  const now = serverNow()
  const dayOf = (day: string) => {
    const wall = !isDay(day) ? undefined : wallOf(midnight(day, offset))
    return wall ? dayWords(wall, now, language) : '…'
  }
  const until = !isDay(draft.to) ? '' : copy.claimBy(untilWords(midnight(dayAfter(draft.to, 1), offset), now, language))
  return (
    <View id="preview" className="create__preview">
      <View className="create__heading" ariaRole="heading">
        {copy.preview}
      </View>
      <Ticket
        benefit={previewOf(draft, language)}
        title={draft.title.trim() || copy.noTitle}
        lines={[[merchant, draft.storeIds.length === 0 ? copy.allStores : copy.someStores].filter(Boolean).join(' · '), until]}
        action={copy.claimNow}
      />
      {[
        copy.gives(draft.total || '…', draft.perMember || '…'),
        draft.validity === 'days'
          ? copy.goodDays(draft.days || '…')
          : copy.goodDates(dayOf(draft.validFrom), dayOf(draft.validTo)),
        hoursWords(draft),
      ]
        .filter(Boolean)
        .map((line) => (
          <Text key={line} className="create__rule">
            {line}
          </Text>
        ))}
    </View>
  )
}

/** `周一、五 11:00–14:00`; nothing when it is always. */
function hoursWords({ weekdays, hoursFrom, hoursTo }: Draft): string {
  const some = weekdays.length > 0 && weekdays.length < 7
  const list = [...weekdays].sort((a, b) => a - b).map((day) => weekdayWords[day - 1])
  const days = some ? copy.weekdayList(list.join(language === 'zh' ? '、' : ', ')) : ''
  const over = hoursTo !== '' && hoursTo < hoursFrom ? copy.overnight : ''
  return [days, hoursFrom && hoursTo ? `${hoursFrom}–${over}${language === 'en' && over ? ' ' : ''}${hoursTo}` : '']
    .filter(Boolean)
    .join(' ')
}
