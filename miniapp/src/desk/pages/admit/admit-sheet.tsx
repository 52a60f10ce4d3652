import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { TextRow } from '../../../marketing/form/field'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'

export type Made = OutputOf<'createMerchant'>

interface Draft {
  name: string
  zone: string
}

/** Two fields; the same words go out under the same key until they are answered, so that nobody is admitted twice. */
export function AdmitSheet({ onMade, onClose }: { onMade(made: Made): void; onClose(): void }) {
  const [draft, setDraft] = useState<Draft>({ name: '', zone: 'Asia/Shanghai' })
  const [problems, setProblems] = useState<{ [field in keyof Draft]?: string }>({})
  const [trouble, setTrouble] = useState<unknown>()
  const sent = useRef<{ of: string; key: string } | undefined>(undefined)
  const [make, making] = useOnce(async () => {
    setTrouble(undefined)
    const form = { name: draft.name.trim(), zone: draft.zone.trim() }
    if (form.name === '') return setProblems({ name: copy.need })
    const of = JSON.stringify(form)
    if (sent.current?.of !== of) sent.current = { of, key: newKey() }
    try {
      onMade(await call('createMerchant', form, { key: sent.current.key }))
    } catch (why) {
      const field = why instanceof Refusal && (why.field === 'name' || why.field === 'zone') ? why.field : undefined
      if (field) setProblems({ [field]: troubleWords(why) })
      else setTrouble(why)
    }
  })
  const change = (part: Partial<Draft>) => {
    setDraft((known) => ({ ...known, ...part }))
    setProblems({})
  }
  const form = { draft, problems, change }
  return (
    <Popup open title={copy.create} onClose={onClose}>
      <View className="admit__form">
        <TextRow form={form} field="name" label={copy.name} hint={copy.nameHint} most={30} />
        <TextRow form={form} field="zone" label={copy.zone} note={copy.zoneNote} />
        {trouble !== undefined && <Notice id="admit-trouble" kind="bad" title={troubleWords(trouble)} />}
        <Button id="admit" block busy={making} onPress={make}>
          {making ? copy.making : copy.make}
        </Button>
      </View>
    </Popup>
  )
}
