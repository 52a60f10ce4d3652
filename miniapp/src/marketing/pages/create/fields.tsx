import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { copy, weekdayWords } from './copy'
import { ChoiceRow, ManyRow, PickRow, TextRow } from './field'
import type { Creation } from './use-create'
import type { Store } from './use-merchant'

interface Props {
  form: Creation
  stores: Store[]
  /** `+08:00`. */
  zone: string
}

/** The whole form, in the order a marketer thinks of it. */
export function Fields({ form, stores, zone }: Props) {
  const { draft, change } = form
  return (
    <View className="create__form">
      <View className="create__part">
        <Heading words={copy.activity} />
        <TextRow form={form} field="name" label={copy.name} hint={copy.nameHint} />
        <View className="create__pair">
          <PickRow form={form} field="from" label={copy.from} mode="date" />
          <PickRow form={form} field="to" label={copy.to} mode="date" />
        </View>
        <Text className="create__note">{copy.zone(zone)}</Text>
      </View>
      <View className="create__part">
        <Heading words={copy.coupon} />
        <TextRow form={form} field="title" label={copy.couponTitle} hint={copy.couponTitleHint} />
        <ChoiceRow
          form={form}
          field="kind"
          label={copy.kind}
          options={[
            ['amount', copy.amount],
            ['percent', copy.percent],
            ['gift', copy.gift],
          ]}
          chosen={draft.kind}
          onChoose={(kind) => change({ kind })}
        />
        <Worth form={form} />
      </View>
      <View className="create__part">
        <Heading words={copy.amountOf} />
        <View className="create__pair">
          <TextRow form={form} field="total" label={copy.total} type="number" most={8} />
          <TextRow form={form} field="perMember" label={copy.perMember} type="number" most={2} />
        </View>
        <ManyStores form={form} stores={stores} />
      </View>
      <View className="create__part">
        <Heading words={copy.usage} />
        <When form={form} />
      </View>
    </View>
  )
}

const Heading = ({ words }: { words: string }) => (
  <View className="create__heading" ariaRole="heading">
    {words}
  </View>
)

function Worth({ form }: { form: Creation }) {
  const { kind } = form.draft
  if (kind === 'gift')
    return (
      <>
        <TextRow form={form} field="item" label={copy.item} hint={copy.itemHint} />
        <TextRow form={form} field="value" label={copy.value} hint={copy.valueHint} type="digit" most={12} />
      </>
    )
  return (
    <View className="create__pair">
      {kind === 'amount' ? (
        <TextRow form={form} field="off" label={copy.off} hint={copy.offHint} type="digit" most={12} />
      ) : (
        <>
          <TextRow form={form} field="percent" label={copy.percentOff} hint={copy.percentHint} type="digit" most={4} />
          <TextRow form={form} field="ceiling" label={copy.ceiling} hint={copy.ceilingHint} type="digit" most={12} />
        </>
      )}
      <TextRow form={form} field="minSpend" label={copy.minSpend} hint={copy.minSpendHint} type="digit" most={12} />
    </View>
  )
}

/** Marketers are bound to no store: chosen ones only for those who are given some. */
function ManyStores({ form, stores }: { form: Creation; stores: Store[] }) {
  if (stores.length === 0)
    return (
      <View className="row">
        <Text className="row__label">{copy.stores}</Text>
        <Text id="all-stores">{copy.allStores}</Text>
      </View>
    )
  const { storeIds } = form.draft
  return (
    <ManyRow
      field="storeIds"
      label={`${copy.stores} · ${storeIds.length === 0 ? copy.allStores : copy.someStores}`}
      problem={form.problems.storeIds}
      options={stores.map(({ storeId, name }) => [storeId, name] as const)}
      chosen={storeIds}
      onChange={(chosen) => form.change({ storeIds: chosen })}
    />
  )
}

function When({ form }: { form: Creation }) {
  const { draft, change } = form
  return (
    <>
      <ChoiceRow
        form={form}
        field="validity"
        label={copy.validity}
        options={[
          ['days', copy.byDays],
          ['dates', copy.byDates],
        ]}
        chosen={draft.validity}
        onChoose={(validity) => change({ validity })}
      />
      {draft.validity === 'days' ? (
        <TextRow form={form} field="days" label={copy.days} type="number" most={3} />
      ) : (
        <View className="create__pair">
          <PickRow form={form} field="validFrom" label={copy.validFrom} mode="date" />
          <PickRow form={form} field="validTo" label={copy.validTo} mode="date" />
        </View>
      )}
      <ManyRow
        field="weekdays"
        label={copy.weekdays}
        problem={form.problems.weekdays}
        options={weekdayWords.map((words, index) => [index + 1, words] as const)}
        chosen={draft.weekdays}
        onChange={(weekdays) => change({ weekdays })}
      />
      <Text className="row__label">{copy.hours}</Text>
      <View className="create__pair">
        <PickRow form={form} field="hoursFrom" label={copy.hoursFrom} mode="time" />
        <PickRow form={form} field="hoursTo" label={copy.hoursTo} mode="time" />
      </View>
      {(draft.hoursFrom !== '' || draft.hoursTo !== '') && (
        <Button id="all-day" kind="plain" small onPress={() => change({ hoursFrom: '', hoursTo: '' })}>
          {copy.clearHours}
        </Button>
      )}
    </>
  )
}
