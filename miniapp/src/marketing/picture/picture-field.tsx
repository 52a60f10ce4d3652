import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/call'
import { Lost, Refusal } from '../../api/trouble'
import { Button } from '../../components/button'
import { Picture } from '../../components/picture'
import { useOnce } from '../../hooks/use-once'
import { troubleWords } from '../../words/trouble'
import { choosePicture } from './choose'
import { copy } from './copy'

interface Props {
  picture: string
  onChange: (picture: string) => void
  /** What the server said of it. */
  problem?: string | undefined
}

/** The picture of an offer: chosen, cut to 5 : 4 and made small here, kept by the server at once, shown as guests will see it. */
export function PictureField({ picture, onChange, problem: told = '' }: Props) {
  const [fault, setFault] = useState('')
  const problem = fault || told
  const [choose, busy] = useOnce(async () => {
    setFault('')
    try {
      const file = await choosePicture()
      if (file !== undefined) onChange((await call('uploadPicture', { file })).picture)
    } catch (error) {
      const isOurs = error instanceof Refusal || error instanceof Lost
      setFault(isOurs ? troubleWords(error) : copy.unreadable)
    }
  })
  return (
    <View id="row-picture" className={`row ${problem ? 'row--bad' : ''}`}>
      <Text className="row__label">{copy.label}</Text>
      {picture !== '' && (
        <View className="row__seen">
          <Picture key={picture} picture={picture} label={copy.label} />
        </View>
      )}
      <View className="row__picture">
        <Button id="choose-picture" kind="plain" small busy={busy} onPress={choose}>
          {picture === '' ? copy.choose : copy.change}
        </Button>
        {picture !== '' && (
          <Button id="remove-picture" kind="plain" small onPress={() => onChange('')}>
            {copy.remove}
          </Button>
        )}
      </View>
      <Text className="row__note">{copy.note}</Text>
      {problem !== '' && (
        <View id="problem-picture" className="row__problem" ariaRole="alert">
          {problem}
        </View>
      )}
    </View>
  )
}
