import { View } from '@tarojs/components'
import { yuan } from '../../../../../shared/money.ts'
import { Button } from '../../../components/button'
import { ShareButton } from '../../../components/share-button'
import { checkoutPath } from '../deal/checkout'
import { dealPath, open } from '../deal/paths'
import { copy } from './copy'
import type { Group } from './use-group'

interface Props {
  group: Group
  card: { title: string; path: string }
}

/** What to press, under the thumb: always one thing that leads on. */
export function Bar({ group, card }: Props) {
  const { state, mine, dealId, groupId, priceFen, instead } = group
  const isOpen = state === 'open' || state === 'full'
  const invite = (kind?: 'soft') => (
    <ShareButton id="invite" kind={kind} block={kind === undefined} words={copy.invite} {...card} />
  )
  const order = (words: string) => (
    <Button id="to-order" block onPress={() => open(`/guest/pages/order/index?orderId=${mine?.orderId}`)}>
      {words}
    </Button>
  )
  if (mine?.state === 'held' && isOpen) return order(copy.pay)
  if (mine && isOpen) return invite()
  if (mine) return order(copy.toOrder)
  if (state === 'open')
    return (
      <View className="team__bar">
        {invite('soft')}
        <Button id="join" block onPress={() => open(checkoutPath(dealId, { mode: 'join', groupId }))}>
          {copy.join(yuan(priceFen))}
        </Button>
      </View>
    )
  const own = instead?.openOwn
  if (own)
    return (
      <Button id="open-own" block onPress={() => open(checkoutPath(dealId, { mode: 'open', size: own.size }))}>
        {copy.openOwn(own.size, yuan(own.priceFen))}
      </Button>
    )
  return (
    <Button id="to-deal" block onPress={() => open(dealPath(dealId))}>
      {copy.toDeal}
    </Button>
  )
}
