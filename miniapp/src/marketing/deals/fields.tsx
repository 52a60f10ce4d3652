import { Input, View } from '@tarojs/components'
import { Button } from '../../components/button'
import { ChoiceRow, type FormOf, Heading, PickRow, Row, TextRow } from '../form/field'
import { StoresRow } from '../form/stores-row'
import type { Merchant } from '../form/use-merchant'
import { PictureField } from '../picture/picture-field'
import { copy } from './copy'
import type { DealDraft } from './draft'

export type DealHandle = FormOf<DealDraft>
export type DealProblems = DealHandle['problems']

/** The promotion a deal brings along, where it is not added to one. */
export function WindowFields({ form }: { form: DealHandle }) {
  return (
    <View className="create__part">
      <Heading words={copy.activity} />
      <TextRow form={form} field="name" label={copy.name} hint={copy.nameHint} />
      <View className="create__pair">
        <PickRow form={form} mode="date" field="from" label={copy.from} />
        <PickRow form={form} mode="date" field="to" label={copy.to} />
      </View>
    </View>
  )
}

interface Props {
  form: DealHandle
  sold: number | undefined
  /** What no choice of stores means. */
  all: string
  sets: Merchant['sets']
}

export function DealFields({ form, sold, all, sets }: Props) {
  const { draft, change, problems } = form
  return (
    <>
      <View className="create__part">
        <Heading words={copy.deal} />
        <TextRow form={form} field="title" label={copy.titleLabel} hint={copy.titleHint} />
        <PictureField picture={draft.picture} onChange={(picture) => change({ picture })} problem={problems.picture} />
      </View>
      <View className="create__part">
        <Heading words={copy.prices} />
        <View className="create__pair">
          <TextRow form={form} field="alone" label={copy.alone} type="digit" most={12} />
          <TextRow form={form} field="list" label={copy.list} type="digit" most={12} note={copy.listNote} />
        </View>
        <Ladder form={form} />
        <View className="create__pair">
          <TextRow form={form} field="hours" label={copy.hours} type="number" most={3} />
          <TextRow form={form} field="sponsored" label={copy.sponsored} type="number" most={2} note={copy.sponsoredNote} />
        </View>
        <TextRow form={form} field="unitCost" label={copy.unitCost} type="digit" most={12} note={copy.unitCostNote} />
      </View>
      <View className="create__part">
        <Heading words={copy.stock} />
        <View className="create__pair">
          <TextRow
            form={form}
            field="total"
            label={copy.total}
            type="number"
            most={7}
            note={sold === undefined ? undefined : copy.sold(sold)}
          />
          <TextRow form={form} field="perMember" label={copy.perMember} type="number" most={2} />
        </View>
      </View>
      <View className="create__part">
        <Heading words={copy.voucher} />
        <View className="create__pair">
          <TextRow form={form} field="uses" label={copy.uses} type="number" most={3} note={copy.usesNote} />
          <TextRow form={form} field="days" label={copy.days} type="number" most={3} />
        </View>
        <ChoiceRow
          form={form}
          field="refundable"
          label={copy.refundable}
          options={[
            ['until_used', copy.until_used],
            ['never', copy.never],
          ]}
          chosen={draft.refundable}
          onChoose={(refundable) => change({ refundable })}
        />
        <StoresRow form={form} all={all} sets={sets} />
      </View>
    </>
  )
}

const mostSteps = 6

/** The sizes of groups with their prices, a row each. */
function Ladder({ form }: { form: DealHandle }) {
  const { steps } = form.draft
  const put = (at: number, part: Partial<(typeof steps)[number]>) =>
    form.change({ steps: steps.map((step, nth) => (nth === at ? { ...step, ...part } : step)) })
  const rows = steps.map((step, at) => ({ ...step, at, key: `step-${at}` }))
  return (
    <Row field="steps" label={copy.ladder} problem={form.problems.steps} note={copy.ladderNote}>
      {rows.map(({ key, at, size, price }) => (
        <View key={key} className="spans">
          <View className="row__box">
            <Input
              id={`size-${at}`}
              className="row__input"
              type="number"
              maxlength={2}
              ariaLabel={copy.size}
              placeholder={copy.size}
              value={size}
              onInput={(event) => put(at, { size: event.detail.value })}
            />
          </View>
          <View className="row__box">
            <Input
              id={`price-${at}`}
              className="row__input"
              type="digit"
              maxlength={12}
              ariaLabel={copy.price}
              placeholder={copy.price}
              value={price}
              onInput={(event) => put(at, { price: event.detail.value })}
            />
          </View>
          {steps.length > 1 && (
            <Button
              id={`remove-step-${at}`}
              kind="plain"
              small
              label={copy.removeStep}
              onPress={() => form.change({ steps: steps.filter((_, nth) => nth !== at) })}
            >
              ×
            </Button>
          )}
        </View>
      ))}
      {steps.length < mostSteps && (
        <Button id="add-step" kind="plain" small onPress={() => form.change({ steps: [...steps, { size: '', price: '' }] })}>
          {copy.addStep}
        </Button>
      )}
    </Row>
  )
}
