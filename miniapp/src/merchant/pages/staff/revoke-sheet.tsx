import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { Staff } from './index'

interface Props {
  staff: Staff | undefined
  onClose(): void
  onRevoked(staff: Staff): void
}

export function RevokeSheet({ staff, onClose, onRevoked }: Props) {
  const [trouble, setTrouble] = useState<unknown>()
  const [revoke, revoking] = useOnce(async () => {
    if (!staff) return
    setTrouble(undefined)
    try {
      onRevoked(await call('revokeStaff', { memberId: staff.memberId }))
    } catch (why) {
      setTrouble(why)
    }
  })
  const close = () => {
    setTrouble(undefined)
    onClose()
  }
  return (
    <Popup open={staff !== undefined} title={staff ? copy.revokeTitle(staff.name) : ''} onClose={close}>
      <View className="staff__note">{copy.revokeNote}</View>
      {trouble !== undefined && <Notice id="revoke-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="person__bar">
        <Button id="keep" kind="soft" onPress={close}>
          {copy.keep}
        </Button>
        <Button id="confirm-revoke" kind="danger" block busy={revoking} onPress={revoke}>
          {revoking ? copy.revoking : copy.revoke}
        </Button>
      </View>
    </Popup>
  )
}
