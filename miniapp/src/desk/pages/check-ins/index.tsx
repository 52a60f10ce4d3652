import { Text, View } from '@tarojs/components'
import { checkInLimits } from '../../../../../shared/checkin-limits.ts'
import { call } from '../../../api/call'
import { ChoiceRow, type FormOf, Heading, TextRow } from '../../../marketing/form/field'
import { SettingsForm } from '../../settings/settings-form'
import { SettingsPage } from '../../settings/settings-page'
import { copy } from './copy'
import { type Counted, type Draft, draftOf, type Fault, type Rules, rulesOf } from './draft'

/** What a merchant asks of a check-in before it counts. */
export default function CheckInRulesPage() {
  return (
    <SettingsPage<Rules> words={copy} icon="check" to="/desk/pages/check-ins/index" read={() => call('getCheckInRules', {})}>
      {({ version, ...rules }, { put, reload }) => (
        <SettingsForm
          words={copy}
          begin={() => draftOf(rules)}
          read={rulesOf}
          faultWords={faultWords}
          send={async (asked) => put(await call('setCheckInRules', { ...asked, version }))}
          reload={reload}
        >
          {(form) => <Fields form={form} />}
        </SettingsForm>
      )}
    </SettingsPage>
  )
}

function faultWords(why: Fault, field: keyof Draft): string {
  const [least, most] = checkInLimits[field as Counted]
  return why === 'range' ? copy.range(least, most) : copy[why]
}

function Fields({ form }: { form: FormOf<Draft> }) {
  const counted = (field: Counted, note?: string) => (
    <TextRow form={form} field={field} label={copy[field]} type="number" most={6} note={note} />
  )
  return (
    <>
      <View className="create__part">
        <Text className="create__note">{copy.intro}</Text>
        <Heading words={copy.score} />
        {counted('allowFrom')}
        {counted('reviewFrom', copy.reviewFromNote)}
      </View>
      <View className="create__part">
        <Heading words={copy.place} />
        {counted('fenceMetres', copy.fenceMetresNote)}
        {counted('farMetres', copy.farMetresNote)}
        <ChoiceRow
          form={form}
          field="printedSign"
          label={copy.sign}
          options={[
            ['yes', copy.yes],
            ['no', copy.no],
          ]}
          chosen={form.draft.printedSign ? 'yes' : 'no'}
          onChoose={(key) => form.change({ printedSign: key === 'yes' })}
        />
      </View>
      <View className="create__part">
        <Heading words={copy.doubt} />
        {counted('speedKmh', copy.speedKmhNote)}
        {counted('accountsPerPhone', copy.accountsPerPhoneNote)}
      </View>
    </>
  )
}
