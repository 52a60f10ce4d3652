import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Tabs } from '../../../components/tabs'
import { useOnce } from '../../../hooks/use-once'
import { Pick } from '../../../platform/pick'
import { troubleWords } from '../../../words/trouble'
import { canPrint, print, saveFile } from '../../file/save'
import type { Report } from './charts'
import { copy } from './copy'
import { type Days, moved, type Range, ranges } from './range'

interface Props {
  report: Report
  asked: { promotionId: string; by: Report['by']; from?: string; to?: string }
  range: Range
  onRange(range: Range, days: Days): void
}

/** Of which promotion and which days, how fresh, and how to take it along. */
export function Head({ report, asked, range, onRange }: Props) {
  const { name, from, to, at } = report
  // What was picked, also while its answer is on the way.
  const days = { from: asked.from ?? from, to: asked.to ?? to }
  const [csv, writingCsv] = useOnce(() => exported('csv'))
  const [xlsx, writingXlsx] = useOnce(() => exported('xlsx'))
  async function exported(fileType: 'csv' | 'xlsx') {
    try {
      const { promotionId, by, from, to } = asked
      const file = await call('exportReport', { promotionId, by, from, to, fileType })
      await saveFile(file.name, file.type, file.bytes)
      void Taro.showToast({ title: copy.saved, icon: 'none' })
    } catch (trouble) {
      void Taro.showToast({ title: troubleWords(trouble), icon: 'none' })
    }
  }
  return (
    <View className="report__head">
      <View className="report__words">
        <View id="report-name" className="report__name" ariaRole="heading">
          {name}
        </View>
        <Text className="report__days">{`${copy.days(from, to)} · ${copy.asOf(at.slice(11, 19))}`}</Text>
        <View className="report__live">
          <View className="report__dot" />
          <Text>{copy.live}</Text>
        </View>
      </View>
      <View className="report__doors">
        <Button id="csv" kind="plain" small busy={writingCsv} onPress={csv}>
          {copy.csv}
        </Button>
        <Button id="xlsx" kind="plain" small busy={writingXlsx} onPress={xlsx}>
          {copy.xlsx}
        </Button>
        {canPrint && (
          <Button id="print" kind="plain" small onPress={print}>
            {copy.print}
          </Button>
        )}
      </View>
      <View className="report__range">
        <Tabs
          tabs={ranges.map((one) => ({ key: one, words: copy[one] }))}
          chosen={range}
          onChoose={(one) => onRange(one, days)}
        />
        {range === 'own' && (
          <View className="report__own">
            {(['from', 'to'] as const).map((end) => (
              <View key={end} className="report__end">
                <Text className="report__label">{copy[end]}</Text>
                <Pick
                  id={`report-${end}`}
                  mode="date"
                  label={copy[end]}
                  placeholder={copy[end]}
                  value={days[end]}
                  onPick={(day) => day && onRange('own', moved(days, end, day))}
                />
              </View>
            ))}
          </View>
        )}
      </View>
    </View>
  )
}
