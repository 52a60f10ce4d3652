import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Empty, Failed } from '../../../components/empty'
import { NavHome } from '../../../components/nav-home'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { troubleWords } from '../../../words/trouble'
import { Card, Rules } from './card'
import { copy } from './copy'

export type OwnThing = { couponId: string } | { voucherId: string }

interface Props {
  own: OwnThing
  onGiven(giftToken: string): void
}

/** What giving means, said before it is done. A coupon that is out already goes on to its gift. */
export function Give({ own, onGiven }: Props) {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const { remote, reload } = useRemote<OutputOf<'getCoupon'> | OutputOf<'getVoucher'>>(
    () => ('couponId' in own ? call('getCoupon', own) : call('getVoucher', own)),
    session ? JSON.stringify(own) : undefined,
  )
  const [trouble, setTrouble] = useState<unknown>()
  const [give, giving] = useOnce(async () => {
    setTrouble(undefined)
    try {
      onGiven((await call('giveGift', own)).giftToken)
    } catch (why) {
      setTrouble(why)
      void reload()
    }
  })
  const coupon = remote.is === 'ready' ? remote.value : undefined
  const out = coupon?.state === 'given' ? coupon.giving?.giftToken : undefined
  useEffect(() => {
    if (out !== undefined) onGiven(out)
  }, [out, onGiven])

  if (session === null)
    return (
      <Page title={copy.give}>
        <Empty
          title={copy.guest}
          note={copy.guestNote}
          action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }}
        />
      </Page>
    )
  const able = coupon?.givable === true
  return (
    <Page
      title={copy.give}
      bar={
        able && (
          <Button id="give" block busy={giving} onPress={give}>
            {giving ? copy.confirming : copy.confirm}
          </Button>
        )
      }
    >
      {remote.is === 'loading' && <Skeleton shape="hero" count={1} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {coupon && out === undefined && (
        <>
          <Card heading={copy.giveHeading} coupon={coupon} faded={!able} />
          {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
          {able ? (
            <Rules
              title={copy.give}
              rules={[copy.ruleFirst, copy.ruleOut, copy.ruleBack, 'voucherId' in own ? copy.rulePaid : copy.ruleSame]}
            />
          ) : (
            <>
              <Notice
                id="not-givable"
                kind="calm"
                title={copy.notGivable}
                note={coupon.state === 'valid' ? copy.often : copy.used}
              />
              <Button id="to-wallet" kind="soft" block onPress={() => void Taro.switchTab({ url: '/pages/wallet/index' })}>
                {copy.toWallet}
              </Button>
            </>
          )}
        </>
      )}
      {remote.is !== 'loading' && <NavHome />}
    </Page>
  )
}
