import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { yuan } from '../../../../../shared/money.ts'
import { cardOf } from '../../../api/cards'
import { LinkedPage } from '../../../components/linked-page'
import { Picture, pictureAt } from '../../../components/picture'
import { Price } from '../../../components/price'
import { OpenGroups } from '../../deals/open-groups'
import { NotifyMe } from '../../notify-me'
import { dealPath, groupPath, open } from '../deal/paths'
import { Bar } from './bar'
import { copy } from './copy'
import { Seats } from './seats'
import { Told } from './told'
import { type Group, useGroup } from './use-group'
import './index.scss'

/** What is sent: how many are missing while that is so; never who asked, never whose seat. */
function shownOn({ title, priceFen, size, members, groupId, dealId, state }: Group) {
  const missing = size - members.length
  const price = yuan(priceFen)
  if (state !== 'open' && state !== 'full') return { title: copy.shareDone(title, price), path: dealPath(dealId) }
  return { title: copy.shareTitle(missing, title, price), path: groupPath(groupId) }
}

/** Something is still to come of it that somebody may want to hear of. */
const isRunning = ({ state }: Group) => state === 'open' || state === 'full' || state === 'ending'

/** A group as whoever was invited sees it: what, for how much, who is in, how many are missing, until when. */
export default function GroupPage() {
  const { groupId } = useRouter().params
  const { remote, group, reload } = useGroup(groupId)
  const card = group && shownOn(group)
  useShareAppMessage(() =>
    cardOf({
      title: card?.title ?? copy.title,
      path: card?.path ?? '/pages/home/index',
      ...(group?.picture && { imageUrl: pictureAt(group.picture) }),
    }),
  )

  return (
    <LinkedPage
      id={groupId}
      remote={remote}
      reload={reload}
      title={group?.merchantName}
      words={{ ...copy, missing: copy.incomplete }}
      bar={group && card && <Bar group={group} card={card} />}
    >
      {group && (
        <>
          {group.picture && <Picture picture={group.picture} label={group.title} />}
          <View className="team" onClick={() => open(dealPath(group.dealId))} ariaRole="link">
            <View className="team__what">
              <Text className="team__title">{group.title}</Text>
              <Text className="team__note">
                {copy.size(group.size)} · {copy.alone(yuan(group.aloneFen))}
              </Text>
            </View>
            <Price fen={group.priceFen} size="large" />
          </View>
          <Seats group={group} />
          <Told group={group} />
          {group.mine?.state === 'paid' && isRunning(group) && <NotifyMe kinds={['group', 'refund']} />}
          <OpenGroups heading={copy.others} groups={group.instead?.groups ?? []} onJoin={(other) => open(groupPath(other))} />
        </>
      )}
    </LinkedPage>
  )
}
