import Taro from '@tarojs/taro'
import { copy } from './copy'
import type { Field } from './draft'

/** Says that something is wrong and brings it into sight. */
export function showFault(field: Field): void {
  void Taro.showToast({ title: copy.fix, icon: 'none' })
  // A field under the fold is drawn first.
  setTimeout(() => {
    void Promise.resolve(Taro.pageScrollTo({ selector: `#row-${field}`, duration: 200, offsetTop: -80 })).catch(() => {})
  }, 60)
}
