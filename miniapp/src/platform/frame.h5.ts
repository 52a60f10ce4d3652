import { useDidShow } from '@tarojs/taro'

/** On a desktop most pages keep to a column as wide as a phone; a wide one uses the window. */
export function useFrame(wide: boolean): void {
  useDidShow(() => void document.body.classList.toggle('is-wide', wide))
}
