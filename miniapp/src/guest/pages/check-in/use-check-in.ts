import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import type { Session } from '../../../api/session'
import { Lost } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import { takeFix } from '../../../platform/place'
import { scannedParameter } from '../../../words/scanned'
import { phoneOf } from '../../phone/key'
import { type CheckedIn, keepForLater } from '../../phone/waiting'
import { copy } from './copy'

export type Step = { is: 'enter' } | { is: 'judged'; answer: CheckedIn } | { is: 'kept' }

interface Arrived {
  storeId: string | undefined
  storeName: string | undefined
  qr: string | undefined
}

/** What was scanned or typed, sent once with the place where the guest allows it; without network it is signed and kept. */
export function useCheckIn({ storeId, storeName, qr }: Arrived, session: Session | null | undefined) {
  const [scanned, setScanned] = useState(qr)
  const [typed, setTyped] = useState('')
  const [step, setStep] = useState<Step>({ is: 'enter' })
  const [trouble, setTrouble] = useState<unknown>()

  const [checkIn, checkingIn] = useOnce(async () => {
    if (!session) return
    const storeCode = typed.replace(/\D/g, '')
    if (scanned === undefined && storeCode.length !== 8) return void Taro.showToast({ title: copy.noCode, icon: 'none' })
    setTrouble(undefined)
    const sent = {
      ...(scanned === undefined ? { storeId, storeCode } : { qr: scanned }),
      ...(await takeFix()),
    }
    try {
      const answer = await call('checkIn', { ...sent, phoneId: phoneOf(session.memberId)?.phoneId })
      setStep({ is: 'judged', answer })
    } catch (why) {
      if (why instanceof Lost && keepForLater(session.memberId, { storeId, ...sent }, storeName)) setStep({ is: 'kept' })
      else setTrouble(why)
    }
  })

  const [scan, scanning] = useOnce(async () => {
    const result = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => undefined)
    if (!result) return
    const found = scannedParameter(result.result, 'qr') ?? result.result
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(found)) return void Taro.showToast({ title: copy.notThis, icon: 'none' })
    setScanned(found)
    checkIn()
  })

  const again = () => {
    setScanned(undefined)
    setTyped('')
    setTrouble(undefined)
    setStep({ is: 'enter' })
  }
  return { scanned, typed, setTyped, step, trouble, checkIn, checkingIn, scan, scanning, again }
}

export type CheckInHandle = ReturnType<typeof useCheckIn>
