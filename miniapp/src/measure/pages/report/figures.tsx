import { Text, View } from '@tarojs/components'
import { yuan, yuanDigits } from '../../../../../shared/money.ts'
import { openTrace } from '../trace/paths'
import type { Figure, Names, Part, Report } from './charts'
import { copy } from './copy'
import './figures.scss'

/** In the order in which they are made of each other. */
const moneyRows: Figure[] = [
  ...(['revenueFen', 'refundsFen', 'netRevenueFen', 'goodsFen', 'mediaFen', 'commissionFen', 'sponsoredFen'] as const),
  ...(['marginFen', 'discountFen', 'costFen', 'roi'] as const),
]
const strong: Figure[] = ['netRevenueFen', 'marginFen', 'costFen', 'roi']

const isMoney = (figure: Figure) => figure.endsWith('Fen')

/** A figure in words; of what cannot be told, nothing. */
export function saidOf(figure: Figure, value: number | null | undefined): string {
  if (value === null || value === undefined) return copy.noRoi
  if (figure === 'roi') return value.toFixed(2)
  return isMoney(figure) ? yuanDigits(value) : String(value)
}

/** Where the money went, with how each figure is made on the spot. */
export function Money({ report }: { report: Report }) {
  const how = new Map(report.howComputed.map((one) => [one.figure, one]))
  return (
    <View className="money">
      {moneyRows.map((figure) => {
        const value = report.total[figure]
        const told = isMoney(figure) && typeof value === 'number' ? yuan(value) : saidOf(figure, value)
        return (
          <View key={figure} className={`money__row ${strong.includes(figure) ? 'money__row--strong' : ''}`}>
            <View className="money__words">
              <Text className="money__name">{how.get(figure)?.name}</Text>
              <Text className="money__how">{how.get(figure)?.how}</Text>
            </View>
            <Text id={`figure-${figure}`} className="money__value">
              {told}
            </Text>
          </View>
        )
      })}
      {report.total.goodsUnknown > 0 && <Text className="money__note">{copy.unknownCost(report.total.goodsUnknown)}</Text>}
    </View>
  )
}

const countColumns: Figure[] = [
  'opened',
  'claimed',
  'ordered',
  'paid',
  'redeemed',
  'undone',
  'refunded',
  'visits',
  'newClaimed',
  'newRedeemed',
]
const sumColumns: Figure[] = [
  ...([
    'revenueFen',
    'refundsFen',
    'netRevenueFen',
    'discountFen',
    'goodsFen',
    'mediaFen',
    'commissionFen',
    'sponsoredFen',
  ] as const),
  ...(['marginFen', 'costFen', 'roi'] as const),
]

interface Table {
  id: string
  title: string
  lines: Part['lines']
  total: Part['total'] | undefined
  names: Names
  of: 'counts' | 'sums'
}

/** What a chart shows, and more, as figures. A wide one is pushed sideways under a finger. */
export function Table({ id, title, lines, total, names, of }: Table) {
  const columns = of === 'counts' ? countColumns : sumColumns
  const rows = [...lines, ...(total ? [{ id: 'total', name: copy.total, ...total }] : [])]
  return (
    <View className="sheet">
      <Text className="sheet__title">{title}</Text>
      <View className="sheet__scroll">
        <View id={id} className="sheet__table" ariaRole="table">
          <View className="sheet__row sheet__row--head" ariaRole="row">
            <Text className="sheet__name" />
            {columns.map((figure) => (
              <Text key={figure} className="sheet__cell">
                {names(figure)}
              </Text>
            ))}
          </View>
          {rows.map((line) => (
            <View key={line.id} className={`sheet__row ${line.id === 'total' ? 'sheet__row--total' : ''}`} ariaRole="row">
              <LineName id={line.id} name={line.name} />
              {columns.map((figure) => (
                <Text key={figure} id={`${id}-${line.id}-${figure}`} className="sheet__cell">
                  {saidOf(figure, line[figure])}
                </Text>
              ))}
            </View>
          ))}
        </View>
      </View>
    </View>
  )
}

/** A touchpoint leads on to who came by it. */
function LineName({ id, name }: { id: string; name: string }) {
  if (!id.startsWith('tpt_')) return <Text className="sheet__name">{name}</Text>
  return (
    <View className="sheet__name sheet__name--open" ariaRole="link" onClick={() => openTrace(id)}>
      {name}
    </View>
  )
}
