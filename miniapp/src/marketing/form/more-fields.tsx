import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Pick as Picked } from '../../platform/pick'
import { copy as claimingCopy } from './claiming-copy'
import { copy } from './copy'
import { folded } from './draft'
import { ChoiceRow, type FormHandle, Heading, PickRow, Row, TextRow } from './field'
import { BearerRows, FoldButton, useFold } from './fields'
import { hasMore } from './filled'
import { isRush } from './mapping'

/** The rules that most coupons do without, under one fold. */
export function MoreFields({ form, bearer }: { form: FormHandle; bearer?: boolean }) {
  const { draft, change, problems } = form
  const wrong = folded.some((field) => problems[field])
  const [open, toggle] = useFold(hasMore(draft), wrong)
  if (!open) return <FoldButton open={open} onPress={toggle} />
  return (
    <>
      <View className="create__part">
        <Heading words={copy.whatCounts} />
        <TextRow form={form} field="categories" label={copy.categories} hint={copy.categoriesHint} most={600} />
        <TextRow form={form} field="items" label={copy.items} hint={copy.itemsHint} most={600} />
        <TextRow form={form} field="excludes" label={copy.excludes} hint={copy.excludesHint} most={600} />
      </View>
      <View className="create__part">
        <Heading words={copy.whichDays} />
        <ChoiceRow
          form={form}
          field="holidays"
          label={copy.holidays}
          options={[
            ['included', copy.holidaysIn],
            ['excluded', copy.holidaysOut],
          ]}
          chosen={draft.holidays}
          onChoose={(holidays) => change({ holidays })}
        />
        <Blackout form={form} />
        {draft.validity === 'days' && (
          <TextRow form={form} field="startsInDays" label={copy.startsInDays} hint={copy.atOnce} type="number" most={3} />
        )}
      </View>
      <View className="create__part">
        <Heading words={claimingCopy.claiming} />
        <ChoiceRow
          form={form}
          field="who"
          label={claimingCopy.who}
          options={[
            ['everyone', claimingCopy.whoEveryone],
            ['reward', claimingCopy.whoReward],
          ]}
          chosen={draft.who}
          note={draft.who === 'reward' ? claimingCopy.whoNote : undefined}
          onChoose={(who) => change({ who })}
        />
        <ChoiceRow
          form={form}
          field="claim"
          label={claimingCopy.claimWindow}
          options={[
            ['promotion', claimingCopy.claimAsPromotion],
            ['own', claimingCopy.claimOwn],
          ]}
          chosen={draft.claim}
          onChoose={(claim) => change({ claim, ...(claim === 'own' && { claimFrom: draft.from, claimTo: draft.to }) })}
        />
        {draft.claim === 'own' && (
          <View className="create__pair">
            <PickRow form={form} field="claimFrom" label={claimingCopy.claimFrom} mode="date" />
            <PickRow form={form} field="claimTo" label={claimingCopy.claimTo} mode="date" />
          </View>
        )}
        <View className="create__pair">
          <TextRow form={form} field="perDay" label={claimingCopy.perDay} hint={claimingCopy.noLimit} type="number" most={8} />
          <TextRow
            form={form}
            field="perMemberPerDay"
            label={claimingCopy.perMemberPerDay}
            hint={claimingCopy.noLimit}
            type="number"
            most={2}
          />
        </View>
        <TextRow
          form={form}
          field="perSecond"
          label={claimingCopy.perSecond}
          hint={claimingCopy.perSecondHint}
          type="number"
          most={5}
          note={isRush(draft) ? claimingCopy.rushNote : undefined}
        />
      </View>
      <View className="create__part">
        <Heading words={copy.money} />
        {bearer && <BearerRows form={form} />}
        {bearer && (
          <TextRow form={form} field="holdOut" label={copy.holdOut} hint="10" type="number" most={2} note={copy.holdOutNote} />
        )}
        <TextRow form={form} field="unitCost" label={copy.unitCost} hint={copy.unitCostHint} type="digit" most={12} />
      </View>
      <FoldButton open={open} onPress={toggle} />
    </>
  )
}

const mostDays = 100

function Blackout({ form }: { form: FormHandle }) {
  const { blackout } = form.draft
  const put = (days: string[]) => form.change({ blackout: days })
  return (
    <Row field="blackout" label={copy.blackout} problem={form.problems.blackout}>
      <View className="days">
        {blackout.map((day, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place in the list
          <View key={n} className="spans">
            <View className="row__box">
              <Picked
                id={`blackout-${n}`}
                mode="date"
                label={copy.blackout}
                placeholder={copy.choose}
                value={day}
                onPick={(picked) => put(blackout.map((known, other) => (other === n ? picked : known)))}
              />
            </View>
            <Button
              id={`blackout-${n}-remove`}
              kind="plain"
              small
              label={copy.removeDay}
              onPress={() => put(blackout.filter((_, other) => other !== n))}
            >
              ×
            </Button>
          </View>
        ))}
      </View>
      {blackout.length < mostDays && (
        <Button id="blackout-add" kind="plain" small onPress={() => put([...blackout, ''])}>
          {copy.addDay}
        </Button>
      )}
    </Row>
  )
}
