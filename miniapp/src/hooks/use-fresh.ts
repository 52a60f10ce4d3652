import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useRef } from 'react'
import { troubleWords } from '../words/trouble'

/** Asks again whenever the page comes back into sight, and when it is pulled; a pull that brought nothing says why. */
export function useFresh(reload: () => Promise<unknown>): void {
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) void reload()
    shown.current = true
  })
  usePullDownRefresh(async () => {
    const failed = await reload()
    Taro.stopPullDownRefresh()
    if (failed) void Taro.showToast({ title: troubleWords(failed), icon: 'none' })
  })
}
