import Taro from '@tarojs/taro'
import { frame } from './launch.words'

/** What happens once when the mini-program starts: tab names in the reader's language, and new versions offered at once. */
export function launch(): void {
  for (const [index, text] of [frame.home, frame.wallet, frame.me].entries()) {
    void Promise.resolve(Taro.setTabBarItem({ index, text })).catch(() => {})
  }
  if (!Taro.canIUse('getUpdateManager')) return
  const updates = Taro.getUpdateManager()
  updates.onUpdateReady(() => {
    void Taro.showModal({ title: frame.updated, content: frame.restart, confirmText: frame.now }).then(({ confirm }) => {
      if (confirm) updates.applyUpdate()
    })
  })
}
