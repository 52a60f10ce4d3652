import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Popup } from '../../../components/popup'
import { useRemote } from '../../../hooks/use-remote'
import { Chart } from '../../chart/picture'
import { bothOf, type Names, type Report } from './charts'
import { copy } from './copy'
import { Table } from './figures'
import { drawnWide, Section } from './section'

interface Props {
  report: Report
  names: Names
  other: string
  onOther(promotionId: string): void
}

/** Another promotion beside this one. */
export function Compare({ report, names, other, onOther }: Props) {
  const [choosing, setChoosing] = useState(false)
  const { remote } = useRemote(() => call('listPromotions', { limit: 100 }), choosing ? report.promotionId : undefined)
  const { comparedWith } = report
  const { half } = drawnWide()
  const choices =
    remote.is === 'ready' ? remote.value.items.filter(({ promotionId }) => promotionId !== report.promotionId) : []
  const choose = (promotionId: string) => {
    onOther(promotionId)
    setChoosing(false)
  }
  const drawn = comparedWith && bothOf(report, comparedWith, names, half)
  const rows = comparedWith
    ? [report, comparedWith].map(({ promotionId, name, total }) => ({ id: promotionId, name, ...total }))
    : []
  return (
    <Section title={copy.compare} note={copy.compareNote} full>
      <View className="report__choice">
        <Button id="compare" kind="soft" small onPress={() => setChoosing(true)}>
          {comparedWith?.name ?? copy.choose}
        </Button>
        {other !== '' && (
          <Button id="compare-none" kind="plain" small onPress={() => choose('')}>
            {copy.noOther}
          </Button>
        )}
      </View>
      {drawn && (
        <>
          <View className="report__pair">
            <Chart id="chart-both-counts" svg={drawn.counts} label={copy.both} />
            <Chart id="chart-both-sums" svg={drawn.sums} label={copy.both} />
          </View>
          <Table id="both-counts" title={copy.counts} lines={rows} total={undefined} names={names} of="counts" />
          <Table id="both-sums" title={copy.sums} lines={rows} total={undefined} names={names} of="sums" />
        </>
      )}
      <Popup open={choosing} title={copy.choose} onClose={() => setChoosing(false)}>
        <View ariaRole="radiogroup">
          {choices.map(({ promotionId, name }) => (
            <View
              key={promotionId}
              id={`other-${promotionId}`}
              className="report__other"
              ariaRole="radio"
              onClick={() => choose(promotionId)}
            >
              <Text>{name}</Text>
            </View>
          ))}
          {remote.is === 'ready' && choices.length === 0 && <Text className="part__nothing">{copy.nothing}</Text>}
        </View>
      </Popup>
    </Section>
  )
}
