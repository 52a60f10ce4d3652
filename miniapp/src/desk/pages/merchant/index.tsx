import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { call } from '../../../api/call'
import { Cell, CellGroup } from '../../../components/cell'
import { Heading, TextRow } from '../../../marketing/form/field'
import { SettingsForm } from '../../settings/settings-form'
import { SettingsPage } from '../../settings/settings-page'
import { copy } from './copy'
import { draftOf, type Fault, type Merchant, settingsOf } from './draft'

const checkIns = () => void Taro.navigateTo({ url: '/desk/pages/check-ins/index' })

export default function MerchantPage() {
  return (
    <SettingsPage<Merchant> words={copy} icon="store" to="/desk/pages/merchant/index" read={() => call('getMerchant', {})}>
      {(merchant, { put, reload }) => (
        <SettingsForm
          words={copy}
          begin={() => draftOf(merchant)}
          read={settingsOf}
          faultWords={(why: Fault) => copy[why]}
          send={async (asked) => put(await call('updateMerchant', { ...asked, version: merchant.version }))}
          reload={reload}
        >
          {(form) => (
            <>
              <View className="create__part">
                <TextRow form={form} field="name" label={copy.name} most={30} note={copy.nameNote} />
                <Text className="create__note">{copy.zone(merchant.zone)}</Text>
              </View>
              <View className="create__part">
                <Heading words={copy.money} />
                <TextRow
                  form={form}
                  field="floor"
                  label={copy.floor}
                  type="number"
                  hint={copy.floorHint}
                  note={copy.floorNote}
                />
                <TextRow
                  form={form}
                  field="commission"
                  label={copy.commission}
                  type="digit"
                  hint={copy.commissionHint}
                  note={copy.commissionNote}
                />
              </View>
              <CellGroup>
                <Cell id="to-check-ins" icon="check" title={copy.checkIns} note={copy.checkInsNote} onPress={checkIns} />
              </CellGroup>
            </>
          )}
        </SettingsForm>
      )}
    </SettingsPage>
  )
}
