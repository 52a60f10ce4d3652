import { Input, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { fenOf, yuan } from '../../../../../shared/money.ts'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import type { Budget } from './budget-bar'
import { copy } from './copy'
import type { Promotion } from './promotion-card'
import { steps } from './steps'

interface Props {
  promotionId: string
  budget: Budget
  onClose(): void
  onRaised(promotion: Promotion): void
}

/** From what the marketer saw to more: two who raise at once raise once, and the second is told. */
export function RaiseSheet({ promotionId, budget, onClose, onRaised }: Props) {
  // What was seen when the sheet opened: the list below renews itself, the amounts on the buttons must not.
  const [seen, setSeen] = useState(budget)
  const [own, setOwn] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const [raise, raising] = useOnce(async (byFen: number) => {
    setTrouble(undefined)
    try {
      onRaised(await call('raiseBudget', { promotionId, fromFen: seen.totalFen, toFen: seen.totalFen + byFen }))
      void Taro.showToast({ title: copy.raised, icon: 'none' })
      onClose()
    } catch (why) {
      if (!(why instanceof Refusal) || why.code !== 'version.stale') return setTrouble(troubleWords(why))
      const fresh = await call('getPromotion', { promotionId }).catch(() => undefined)
      if (!fresh?.budget) return setTrouble(troubleWords(why))
      setSeen(fresh.budget)
      setTrouble(copy.raisedElse(yuan(fresh.budget.totalFen)))
      onRaised(fresh)
    }
  })
  const raiseOwn = () => {
    const fen = fenOf(own)
    if (fen) raise(fen)
    else setTrouble(copy.raiseOwnBad)
  }
  return (
    <Popup open title={copy.raiseTitle} onClose={onClose}>
      <View className="sheet__note">{copy.raiseNote(yuan(seen.totalFen), yuan(seen.leftFen))}</View>
      {trouble !== undefined && <Notice id="raise-trouble" kind="bad" title={trouble} />}
      {steps(seen.totalFen).map((byFen, n) => (
        <View key={byFen} className="sheet__choice">
          <Button id={`raise-by-${n}`} kind="soft" block disabled={raising} onPress={() => raise(byFen)}>
            {copy.raiseBy(yuan(byFen), yuan(seen.totalFen + byFen))}
          </Button>
        </View>
      ))}
      <View className="sheet__reason">
        <Input
          id="raise-own"
          className="sheet__own"
          type="digit"
          ariaLabel={copy.raiseOwn}
          placeholder={copy.raiseOwn}
          maxlength={12}
          value={own}
          onInput={(event) => setOwn(event.detail.value)}
        />
        <Button id="confirm-raise" small disabled={own.trim() === ''} busy={raising} onPress={raiseOwn}>
          {copy.confirmRaise}
        </Button>
      </View>
    </Popup>
  )
}
