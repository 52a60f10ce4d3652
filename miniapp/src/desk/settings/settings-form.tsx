import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { type ReactNode, useState } from 'react'
import { Refusal } from '../../api/trouble'
import { Button } from '../../components/button'
import { NavHome } from '../../components/nav-home'
import { Notice } from '../../components/notice'
import { Page } from '../../components/page'
import { useOnce } from '../../hooks/use-once'
import type { FormOf } from '../../marketing/form/field'
import { common } from '../../words/everywhere'
import { troubleWords } from '../../words/trouble'
import '../../marketing/form/form.scss'

/** What is wrong, by the field it is wrong at. */
type FaultsOf<D, Why> = { [field in keyof D]?: Why }

interface Props<D, Asked, Why> {
  words: { title: string; save: string; saving: string; saved: string; stale: string }
  /** What stands, as it is typed. */
  begin(): D
  read(draft: D): { asked: Asked } | { faults: FaultsOf<D, Why> }
  faultWords(why: Why, field: keyof D): string
  /** Saves it; refused with version.stale where a colleague was quicker. */
  send(asked: Asked): Promise<void>
  reload(): Promise<unknown>
  children(form: FormOf<D>): ReactNode
}

/** A form that stands and is saved as a whole: it says what is wrong at each field, and shows what a colleague has changed meanwhile. */
export function SettingsForm<D extends object, Asked, Why>(props: Props<D, Asked, Why>) {
  const { words, begin, read, faultWords, send, reload, children } = props
  const [draft, setDraft] = useState<D>(begin)
  const [faults, setFaults] = useState<FaultsOf<D, Why>>({})
  const [trouble, setTrouble] = useState<unknown>()
  const [save, saving] = useOnce(async () => {
    setTrouble(undefined)
    const found = read(draft)
    if ('faults' in found) return setFaults(found.faults)
    try {
      await send(found.asked)
      void Taro.showToast({ title: words.saved, icon: 'none' })
    } catch (why) {
      if (why instanceof Refusal && why.code === 'version.stale') {
        await reload()
        void Taro.showToast({ title: words.stale, icon: 'none' })
      } else setTrouble(why)
    }
  })
  const entries = Object.entries(faults) as [keyof D & string, Why][]
  const problems = Object.fromEntries(entries.map(([field, why]) => [field, faultWords(why, field)])) as FormOf<D>['problems']
  const change = (part: Partial<D>) => {
    setDraft((known) => ({ ...known, ...part }))
    setFaults((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !(field in part))) as FaultsOf<D, Why>)
  }
  return (
    <Page
      title={words.title}
      wide
      bar={
        <View className="create__bar">
          <Button id="save" block busy={saving} onPress={save}>
            {saving ? words.saving : words.save}
          </Button>
        </View>
      }
    >
      {children({ draft, problems, change })}
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
      <NavHome words={common.toHome} />
    </Page>
  )
}
