import Taro from '@tarojs/taro'
import { common } from '../words/everywhere'
import { frame } from './launch.words'
import '../web.scss'

/** What happens once when the web page starts. */
export function launch(): void {
  for (const [index, text] of [frame.home, frame.wallet, frame.me].entries()) void Taro.setTabBarItem({ index, text })
  nameNavigation()
  document.getElementById('shell')?.remove()
}

/** Taro draws the bar's two signs as bare boxes: give them a name and a key. */
function nameNavigation(): void {
  const signs: [string, string, string][] = [
    ['taro-navigation-bar-home', 'nav-home', common.home],
    ['taro-navigation-bar-back', 'nav-back', frame.back],
  ]
  for (const [className, id, label] of signs) {
    const sign = document.getElementsByClassName(className)[0] as HTMLElement | undefined
    if (!sign) continue
    sign.id = id
    sign.tabIndex = 0
    sign.setAttribute('role', 'button')
    sign.setAttribute('aria-label', label)
    sign.addEventListener('keydown', (event) => event.key === 'Enter' && sign.click())
  }
}
