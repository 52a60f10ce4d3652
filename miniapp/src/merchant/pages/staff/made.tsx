import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Qr } from '../../../components/qr'
import { copyLink, copyText, linkOf, sharesByButton } from '../../../platform/share'
import { copy } from './invite-copy'
import type { Invitation } from './invite-sheet'

/** What goes to each person: a card where WeChat sends it, a link and a QR where nobody else does. */
export function Made({ made, merchant, onDone }: { made: Invitation[]; merchant: string; onDone(): void }) {
  const [shown, setShown] = useState<string | undefined>(made.length === 1 ? made[0]?.invitationId : undefined)
  const nameOf = ({ name }: Invitation, nth: number) => name ?? copy.anyone(nth + 1)
  const copyAll = () => void copyText(made.map((one, nth) => copy.line(nameOf(one, nth), linkOf(one.path))).join('\n'))
  return (
    <View className="made">
      <Text className="made__note">{copy.madeNote}</Text>
      {made.map((one, nth) => (
        <View key={one.invitationId} id={`made-${nth}`} className="made__one">
          <View className="made__line">
            <Text className="made__name">{made.length > 1 || one.name ? nameOf(one, nth) : copy.card(merchant)}</Text>
            {sharesByButton ? (
              <Button id={`share-${nth}`} small openType="share">
                {copy.share}
              </Button>
            ) : (
              <>
                {made.length > 1 && (
                  <Button
                    id={`show-${nth}`}
                    kind="plain"
                    small
                    onPress={() => setShown(shown === one.invitationId ? undefined : one.invitationId)}
                  >
                    {shown === one.invitationId ? copy.hideQr : copy.showQr}
                  </Button>
                )}
                <Button id={`copy-${nth}`} kind="soft" small onPress={() => void copyLink(one.path)}>
                  {copy.copyLink}
                </Button>
              </>
            )}
          </View>
          {!sharesByButton && shown === one.invitationId && (
            <View className="made__qr">
              <Qr text={linkOf(one.path)} label={copy.qr(nameOf(one, nth))} />
            </View>
          )}
        </View>
      ))}
      <View className="made__bar">
        {!sharesByButton && made.length > 1 && (
          <Button id="copy-all" kind="soft" onPress={copyAll}>
            {copy.copyAll}
          </Button>
        )}
        <Button id="invite-done" block onPress={onDone}>
          {copy.done}
        </Button>
      </View>
    </View>
  )
}
