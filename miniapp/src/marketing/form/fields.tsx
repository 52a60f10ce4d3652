import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { PictureField } from '../picture/picture-field'
import { copy, weekdayWords } from './copy'
import { ChoiceRow, type FormHandle, Heading, ManyRow, PickRow, TextRow } from './field'
import { HoursRows } from './hours-rows'
import { paysFor } from './mapping'
import { StoresRow } from './stores-row'
import type { Merchant } from './use-merchant'

interface Props {
  form: FormHandle
  /** `+08:00`. */
  zone: string
  sets: Merchant['sets']
}

/** The promotion itself. One that stands has its budget raised elsewhere. */
export function PromotionFields({ form, zone, sets, standing }: Props & { standing?: boolean }) {
  const { draft } = form
  return (
    <View className="create__part">
      <Heading words={copy.activity} />
      <TextRow form={form} field="name" label={copy.name} hint={copy.nameHint} />
      <View className="create__pair">
        <PickRow form={form} field="from" label={copy.from} mode="date" />
        <PickRow form={form} field="to" label={copy.to} mode="date" />
      </View>
      <Text className="create__note">{copy.zone(zone)}</Text>
      {!standing && (
        <TextRow
          form={form}
          field="budget"
          label={copy.budget}
          hint={copy.budgetHint}
          type="digit"
          most={12}
          note={copy.budgetMeans(paysFor(draft), Number(draft.total) || 0)}
        />
      )}
      <StoresRow form={form} all={copy.allStores} sets={sets} />
      {standing && <BearerRows form={form} />}
    </View>
  )
}

/** What a guest gets, and how many of it. */
export function CouponFields({ form, dealt }: { form: FormHandle; dealt?: string | undefined }) {
  const { draft, change } = form
  return (
    <>
      <View className="create__part">
        <Heading words={copy.coupon} />
        <TextRow form={form} field="title" label={copy.couponTitle} hint={copy.couponTitleHint} />
        <PictureField picture={draft.picture} onChange={(picture) => change({ picture })} problem={form.problems.picture} />
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
        <View className="create__pair">
          <TextRow form={form} field="total" label={copy.total} type="number" most={8} note={dealt} />
          <TextRow form={form} field="perMember" label={copy.perMember} type="number" most={2} />
        </View>
      </View>
      <View className="create__part">
        <Heading words={copy.usage} />
        <When form={form} />
      </View>
    </>
  )
}

function Worth({ form }: { form: FormHandle }) {
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

function When({ form }: { form: FormHandle }) {
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
      <HoursRows form={form} />
    </>
  )
}

/** Who pays for the discount. */
export function BearerRows({ form }: { form: FormHandle }) {
  const { draft, change } = form
  return (
    <>
      <ChoiceRow
        form={form}
        field="bearer"
        label={copy.bearer}
        options={[
          ['merchant', copy.bearAlone],
          ['shared', copy.bearShared],
        ]}
        chosen={draft.bearer}
        onChoose={(bearer) => change({ bearer })}
      />
      {draft.bearer === 'shared' && (
        <View className="create__triple">
          <TextRow form={form} field="bearMerchant" label={copy.bearMerchant} type="number" most={3} />
          <TextRow form={form} field="bearHeadOffice" label={copy.bearHeadOffice} type="number" most={3} />
          <TextRow form={form} field="bearPlatform" label={copy.bearPlatform} type="number" most={3} />
        </View>
      )}
    </>
  )
}

/** A fold that opens by itself where something in it is wrong. */
export function useFold(begin: boolean, wrong: boolean): [boolean, () => void] {
  const [open, setOpen] = useState(begin)
  return [open || wrong, () => setOpen((was) => !(was || wrong))]
}

export function FoldButton({ open, onPress }: { open: boolean; onPress(): void }) {
  return (
    <Button id="more-rules" kind="plain" block small onPress={onPress}>
      {open ? copy.lessRules : copy.moreRules}
    </Button>
  )
}
