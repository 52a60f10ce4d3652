import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Pick as Picked } from '../../platform/pick'
import { copy } from './copy'
import type { Span } from './draft'
import { type FormHandle, Row } from './field'

const most = 6

/** Several spans of a day, such as lunch and dinner. */
export function HoursRows({ form }: { form: FormHandle }) {
  const { hours } = form.draft
  const put = (spans: Span[]) => form.change({ hours: spans.length > 0 ? spans : [{ from: '', to: '' }] })
  const set = (at: number, part: Partial<Span>) => put(hours.map((span, n) => (n === at ? { ...span, ...part } : span)))
  const filled = hours.some(({ from, to }) => from !== '' || to !== '')
  return (
    <Row field="hours" label={copy.hours} problem={form.problems.hours}>
      {hours.map((span, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place in the list
        <View key={n} className="spans">
          <View className="row__box">
            <Picked
              id={`hours-${n}-from`}
              mode="time"
              label={copy.hoursFrom}
              placeholder={copy.choose}
              value={span.from}
              onPick={(from) => set(n, { from })}
            />
          </View>
          <View className="spans__to">–</View>
          <View className="row__box">
            <Picked
              id={`hours-${n}-to`}
              mode="time"
              label={copy.hoursTo}
              placeholder={copy.choose}
              value={span.to}
              onPick={(to) => set(n, { to })}
            />
          </View>
          {(filled || hours.length > 1) && (
            <Button
              id={`hours-${n}-remove`}
              kind="plain"
              small
              label={copy.removeHours}
              onPress={() => put(hours.filter((_, other) => other !== n))}
            >
              ×
            </Button>
          )}
        </View>
      ))}
      {filled && hours.length < most && (
        <Button id="hours-add" kind="plain" small onPress={() => put([...hours, { from: '', to: '' }])}>
          {copy.addHours}
        </Button>
      )}
    </Row>
  )
}
