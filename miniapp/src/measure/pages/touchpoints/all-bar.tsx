import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { PosterFormat } from '../../../../../shared/posters.ts'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Progress } from '../../../components/progress'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { askPoster } from '../../poster/ask'
import { fileName, gather, mostAtOnce } from '../../poster/gather'
import { keep, zip } from '../../poster/keep'
import { copy } from './copy'
import type { Touchpoint } from './draft'
import type { Paper } from './paper'

/** All posters as one file; what was drawn before a failure is not drawn again. */
export function AllBar({ touchpoints, paper, onFetched }: { touchpoints: Touchpoint[]; paper: Paper; onFetched(): void }) {
  const wanted = touchpoints.slice(0, mostAtOnce)
  const files = useRef<Record<string, Uint8Array>>({})
  const [done, setDone] = useState<number>()
  const [trouble, setTrouble] = useState<{ why: unknown; format: PosterFormat }>()
  const of = `${paper.size} ${paper.codes} ${wanted.map(({ touchpointId, version }) => touchpointId + version).join()}`
  // Another paper, or other places: nothing of it fits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the files are of is the only thing that matters
  useEffect(() => {
    files.current = {}
    setDone(undefined)
    setTrouble(undefined)
  }, [of])
  const [fetchAll, fetching] = useOnce(async (format: PosterFormat) => {
    if (!zip) return
    setTrouble(undefined)
    const named = wanted.map((touchpoint, nth) => ({
      name: fileName(nth + 1, wanted.length, touchpoint.place, format),
      of: touchpoint.touchpointId,
    }))
    setDone(named.filter(({ name }) => name in files.current).length)
    const got = await gather(named, files.current, (touchpointId) => askPoster({ ...paper, touchpointId, format }), setDone)
    files.current = got.files
    onFetched()
    if (got.failed !== undefined) return setTrouble({ why: got.failed, format })
    const packed = Object.fromEntries(named.map(({ name }) => [name, got.files[name] as Uint8Array]))
    await keep(`${copy.zipName}-${paper.size}.zip`, zip(packed))
    setDone(undefined)
    void Taro.showToast({ title: copy.zipped, icon: 'none' })
  })
  if (!zip || wanted.length < 2) return null
  const failed = trouble !== undefined && done !== undefined
  return (
    <View className="touch__all">
      <View className="shopcard__bar">
        <Button id="zip-pdf" small busy={fetching} onPress={() => fetchAll('pdf')}>
          {trouble?.format === 'pdf' ? `${copy.goOn} · PDF` : `${copy.all(wanted.length)} · PDF`}
        </Button>
        <Button id="zip-png" kind="soft" small busy={fetching} onPress={() => fetchAll('png')}>
          {trouble?.format === 'png' ? `${copy.goOn} · PNG` : `${copy.all(wanted.length)} · PNG`}
        </Button>
      </View>
      {touchpoints.length > mostAtOnce && <Text className="touch__note">{copy.allNote}</Text>}
      {done !== undefined && (
        <View className="touch__progress">
          <Progress share={done / wanted.length} label={copy.zipping(done, wanted.length)} />
          <View id="zip-done" className="touch__note" {...{ ariaLive: 'polite' }}>
            {failed ? copy.stopped(done, wanted.length) : copy.zipping(done, wanted.length)}
          </View>
        </View>
      )}
      {trouble !== undefined && <Notice id="zip-trouble" kind="bad" title={troubleWords(trouble.why)} />}
    </View>
  )
}
