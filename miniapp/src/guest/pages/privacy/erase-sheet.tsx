import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { Switch } from '../../components/switch'
import { copy } from './copy'
import { eraseMe } from './use-privacy'

interface Props {
  open: boolean
  onClose(): void
  onErased(): void
}

/** What happens, line by line; then a confirmation of its own before the button does anything. */
export function EraseSheet({ open, onClose, onErased }: Props) {
  const [sure, setSure] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [erase, erasing] = useOnce(async () => {
    setTrouble(undefined)
    try {
      await eraseMe()
      onErased()
    } catch (refused) {
      setTrouble(refused)
    }
  })
  const close = () => {
    setSure(false)
    setTrouble(undefined)
    onClose()
  }
  return (
    <Popup open={open} title={copy.eraseTitle} onClose={close}>
      <View className="erase">
        {copy.eraseLines.split('\n').map((line) => (
          <View key={line} className="erase__line">
            <Text className="erase__dot">·</Text>
            <Text className="erase__words">{line}</Text>
          </View>
        ))}
      </View>
      <View className="erase__sure">
        <Switch
          id="erase-sure"
          title={copy.understand}
          on={sure}
          state={sure ? copy.understood : copy.notYet}
          busy={erasing}
          onPress={() => setSure(!sure)}
        />
      </View>
      {trouble !== undefined && <Notice id="erase-trouble" kind="bad" title={troubleWords(trouble)} />}
      <View className="erase__buttons">
        <Button id="erase-keep" kind="soft" block onPress={close}>
          {copy.keep}
        </Button>
        <Button id="erase-now" kind="danger" block busy={erasing} disabled={!sure} onPress={erase}>
          {copy.eraseNow}
        </Button>
      </View>
    </Popup>
  )
}
