import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { dealWords } from '../../../../../shared/deal-words.ts'
import { yuan } from '../../../../../shared/money.ts'
import { ruleWords } from '../../../../../shared/rule-words.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { useOnce } from '../../../hooks/use-once'
import { language } from '../../../platform/language'
import { momentWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { wallAt } from '../../form/walls'
import { copy } from './copy'

export type Approval = OutputOf<'listApprovals'>['items'][number]

interface Props {
  approval: Approval
  /** Minutes east of UTC on the reader's own wall. */
  offset: number
  onDecided(approval: Approval): void
}

/** What a batch and a deal say of themselves; nothing where a newer server asks about something else. */
function termsOf({ batchId, form, dealId, dealForm }: Approval, offset: number) {
  if (dealForm) {
    const { title, aloneFen, listFen, unitCostFen, ladder, total, perMember } = dealForm
    const lowest = Math.min(aloneFen, ...ladder.map(({ priceFen }) => priceFen))
    return {
      headline: copy.price(yuan(lowest), listFen === undefined ? '' : yuan(listFen)),
      title,
      note: `${dealId ? copy.changedDeal : copy.newDeal} · ${copy.vouchers(total, perMember)}`,
      rules: [...(unitCostFen === undefined ? [] : [copy.cost(yuan(unitCostFen))]), ...dealWords(dealForm, language, 'untold')],
    }
  }
  if (!form) return { headline: '', title: '', note: '', rules: [] }
  const { title, benefit, total, perMember } = form
  return {
    headline: benefitWords(benefit, language),
    title,
    note: `${batchId ? copy.changed : copy.newOne} · ${copy.total(total, perMember)}`,
    rules: ruleWords(form, (instant) => wallAt(instant, offset), language, 'untold'),
  }
}

/** The whole terms as a guest would read them, what is odd, who asked, and the two answers. */
export function ApprovalCard({ approval, offset, onDecided }: Props) {
  const { approvalId, why, state, askedBy, askedAt, decidedBy, decidedAt, mine } = approval
  const terms = termsOf(approval, offset)
  const [trouble, setTrouble] = useState<unknown>()
  const [decide, deciding] = useOnce(async (decision: 'approved' | 'refused') => {
    setTrouble(undefined)
    try {
      onDecided(await call('decideApproval', { approvalId, decision }))
      void Taro.showToast({ title: copy.done, icon: 'none' })
    } catch (problem) {
      setTrouble(problem)
    }
  })
  const when = (instant: string) => momentWords(wallAt(instant, offset), serverNow(), language)
  return (
    <View id={`approval-${approvalId}`} className="approval">
      <View className="approval__head">
        <Text className="approval__benefit">{terms.headline}</Text>
        <Text id={`state-${approvalId}`} className={`approval__state approval__state--${state}`}>
          {copy[state] ?? state}
        </Text>
      </View>
      <Text className="approval__title">{terms.title}</Text>
      <Text className="approval__note">{terms.note}</Text>
      <Notice kind="bad" title={why} />
      <View className="approval__rules">
        {terms.rules.map((line) => (
          <View key={line} className="approval__rule">
            <Text>{line}</Text>
          </View>
        ))}
      </View>
      <Text className="approval__note">{copy.askedBy(askedBy, when(askedAt))}</Text>
      {decidedBy && decidedAt && <Text className="approval__note">{copy.decidedBy(decidedBy, when(decidedAt))}</Text>}
      {trouble !== undefined && <Notice id={`trouble-${approvalId}`} kind="bad" title={troubleWords(trouble)} />}
      {state === 'waiting' && !mine && <Text className="approval__note">{copy.own}</Text>}
      {state === 'waiting' && mine && (
        <View className="approval__bar">
          <Button id={`refuse-${approvalId}`} kind="soft" disabled={deciding} onPress={() => decide('refused')}>
            {copy.refuse}
          </Button>
          <Button id={`approve-${approvalId}`} block disabled={deciding} onPress={() => decide('approved')}>
            {copy.approve}
          </Button>
        </View>
      )}
    </View>
  )
}
