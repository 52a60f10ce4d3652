import Taro, { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useRef } from 'react'
import { type MoreHandle, type Page, useMore } from './use-more'

/** The list that a page is about: fresh when the page shows again or is pulled down, and longer at its end. */
export function useList<T, P extends Page<T>>(
  load: (cursor?: string) => Promise<P>,
  key: string | undefined,
): MoreHandle<T, P> {
  const list = useMore<T, P>(load, key)
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current && key !== undefined) void list.reload()
    shown.current = true
  })
  usePullDownRefresh(() => void list.reload().finally(() => Taro.stopPullDownRefresh()))
  useReachBottom(() => {
    if (list.more.is === 'idle') list.next()
  })
  return list
}
