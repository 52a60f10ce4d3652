import { Text, View } from '@tarojs/components'
import { serverNow } from '../../../api/clock'
import { language } from '../../../platform/language'
import { momentWords } from '../../../words/time'
import { copy } from './copy'
import type { Voucher } from './index'

type One = NonNullable<Voucher['history']>[number]

const words: { [kind in One['kind']]?: string } = {
  issued: copy.issued,
  received: copy.received,
  redeemed: copy.redeemed,
  undone: copy.undonePast,
  gifted: copy.gifted,
  came_back: copy.came_back,
  taken: copy.taken,
  refunding: copy.refundingPast,
  kept: copy.kept,
  refunded: copy.refundedPast,
}

/** Everything that happened to it, newest first. */
export function Past({ past }: { past: One[] }) {
  return (
    <View id="history" className="voucher__block">
      <View className="voucher__heading" ariaRole="heading">
        {copy.past}
      </View>
      {[...past].reverse().map(({ kind, at, storeName, by, reason, uses }) => {
        const facts = [momentWords(at, serverNow(), language), storeName, by && copy.by(by), uses && copy.times(uses)]
        return (
          <View key={`${kind} ${at}`} className="voucher__past">
            {/* A newer server may know what this build has no words for. */}
            <Text className="voucher__what">{words[kind] ?? kind}</Text>
            <Text className="voucher__fact">{facts.filter(Boolean).join(' · ')}</Text>
            {reason && <Text className="voucher__fact">{kind === 'redeemed' ? copy.assisted(reason) : copy.why(reason)}</Text>}
          </View>
        )
      })}
    </View>
  )
}
