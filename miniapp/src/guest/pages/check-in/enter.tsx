import { Input, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Cell, CellGroup } from '../../../components/cell'
import { Notice } from '../../../components/notice'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { keepPhone, makePhone, phoneOf } from '../../phone/key'
import { copy } from './copy'
import type { CheckInHandle } from './use-check-in'

const scans = process.env.TARO_ENV !== 'h5'

/** What was scanned, or a way to scan or to type. */
export function Enter({ handle, memberId }: { handle: CheckInHandle; memberId: string }) {
  const { scanned, typed, setTyped, trouble, checkIn, checkingIn, scan, scanning } = handle
  return (
    <View>
      {scanned !== undefined && <Notice id="scanned" kind="good" title={copy.scanned} note={copy.scannedNote} />}
      {scanned === undefined && (
        <>
          <Text className="arrive__how">{scans ? copy.how : copy.howWeb}</Text>
          {scans && (
            <Button id="scan" block busy={scanning} onPress={scan}>
              {copy.scan}
            </Button>
          )}
          <View className="arrive__field">
            <Text className="arrive__label">{copy.typed}</Text>
            <Input
              id="store-code"
              className="arrive__input"
              type="number"
              ariaLabel={copy.typed}
              placeholder={copy.typedHint}
              maxlength={8}
              value={typed}
              onInput={(event) => setTyped(event.detail.value)}
              onConfirm={checkIn}
            />
          </View>
        </>
      )}
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <Button id="check-in" block busy={checkingIn} onPress={checkIn}>
        {checkingIn ? copy.signing : copy.sign}
      </Button>
      <NoNetwork memberId={memberId} />
    </View>
  )
}

/** Asked for here, where it makes sense: a key on this phone, under the consent `device`. */
function NoNetwork({ memberId }: { memberId: string }) {
  const [isOn, setOn] = useState(() => phoneOf(memberId) !== undefined)
  const [turnOn, turningOn] = useOnce(async () => {
    try {
      await call('setConsent', { purpose: 'device', given: true })
      const { kept, publicKey } = await makePhone(memberId)
      await call('registerPhone', { phoneId: kept.phoneId, publicKey })
      keepPhone(kept)
      setOn(true)
      void Taro.showToast({ title: copy.turnedOn, icon: 'none' })
    } catch (why) {
      void Taro.showToast({ title: troubleWords(why), icon: 'none' })
    }
  })
  if (isOn) return null
  return (
    <CellGroup>
      <Cell
        id="no-network"
        icon="phone"
        title={copy.noNetwork}
        note={copy.noNetworkNote}
        value={turningOn ? '…' : copy.turnOn}
        onPress={turnOn}
      />
    </CellGroup>
  )
}
