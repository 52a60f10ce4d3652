import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { copy } from './copy'

/** Says that something is wrong and brings it into sight. */
export function showFault(field: string): void {
  void Taro.showToast({ title: copy.fix, icon: 'none' })
  bringUp(`#row-${field}`)
}

/** Brings what has just appeared into sight: on a phone it may stand a screen away from the thumb. */
export function useBroughtUp(selector: string, appeared: unknown): void {
  useEffect(() => {
    if (appeared) bringUp(selector)
  }, [selector, appeared])
}

function bringUp(selector: string): void {
  // It is drawn first.
  setTimeout(() => {
    void Promise.resolve(Taro.pageScrollTo({ selector, duration: 200, offsetTop: -80 })).catch(() => {})
  }, 60)
}
