import { Text, View } from '@tarojs/components'
import { Tabs } from '../../../components/tabs'
import { Chart } from '../../chart/picture'
import { armsOf, bearersOf, brokenDown, type Figure, funnelOf, moneyBy, newOnesOf, type Report } from './charts'
import { Compare } from './compare'
import { copy } from './copy'
import { Money, Table } from './figures'
import { drawnWide, Section } from './section'

const bys = ['touchpoint', 'channel', 'store', 'day', 'hour', 'depth'] as const

interface Props {
  report: Report
  by: Report['by']
  onBy(by: Report['by']): void
  other: string
  onOther(promotionId: string): void
}

export function Sections({ report, by, onBy, other, onOther }: Props) {
  const { total, lines } = report
  const { half, full } = drawnWide()
  const called = new Map(report.howComputed.map(({ figure, name }) => [figure, name]))
  const names = (figure: Figure) => called.get(figure) ?? figure
  const nothing = total.opened + total.claimed + total.ordered + total.redeemed + total.undone + total.refunded === 0
  return (
    <View className="report__parts">
      <View className="report__column">
        <Section title={copy.funnel} note={copy.funnelNote}>
          <Chart id="chart-funnel" svg={funnelOf(report, names, half)} label={copy.funnel} />
          <Text className="part__note">{copy.back(total.undone, total.refunded)}</Text>
          <Text id="bad-traces" className="part__note">
            {copy.bad(total.forged, total.foreign)}
          </Text>
          {nothing && <Text className="part__nothing">{`${copy.nothing}。${copy.nothingNote}`}</Text>}
        </Section>
        <Section title={copy.who}>
          <Chart id="chart-who" svg={newOnesOf(report, names, half)} label={copy.who} />
        </Section>
        <Section title={copy.bearers}>
          <Chart id="chart-bearers" svg={bearersOf(report, names, half)} label={copy.bearers} />
        </Section>
      </View>
      <View className="report__column">
        <Section title={copy.money} note={copy.moneyNote}>
          <Money report={report} />
        </Section>
      </View>
      {report.lift && (
        <Section title={copy.lift} note={copy.liftNote} full>
          <Chart id="chart-lift" svg={armsOf(report.lift, full)} label={copy.lift} />
          <Text id="lift" className="part__nothing">
            {report.lift.sentence}
          </Text>
        </Section>
      )}
      <Section title={copy.by} note={by === 'depth' ? copy.spread : copy.chartOf(copy[report.by])} full>
        <Tabs tabs={bys.map((one) => ({ key: one, words: copy[one] }))} chosen={by} onChoose={onBy} />
        {lines.length === 0 ? (
          <Text className="part__nothing">{copy.nothing}</Text>
        ) : (
          <>
            <Chart id="chart-by" svg={brokenDown(report, names, full)} label={copy.chartOf(copy[report.by])} />
            <Table id="counts" title={copy.counts} lines={lines} total={total} names={names} of="counts" />
            {(report.by === 'touchpoint' || report.by === 'channel') && (
              <Chart id="chart-money" svg={moneyBy(report, names, full)} label={copy.sums} />
            )}
            <Table id="sums" title={copy.sums} lines={lines} total={total} names={names} of="sums" />
          </>
        )}
      </Section>
      <Compare report={report} names={names} other={other} onOther={onOther} />
    </View>
  )
}
