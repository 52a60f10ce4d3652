import Taro from '@tarojs/taro'
import done from './done.wav'

/** A short sound and a buzz: the clerk's eyes are on the guest. Nothing when the phone is muted. */
export function celebrate(): void {
  void Promise.resolve(Taro.vibrateShort({ type: 'medium' })).catch(() => {})
  try {
    const sound = Taro.createInnerAudioContext()
    sound.src = done
    sound.onEnded(() => sound.destroy())
    sound.play()
  } catch {
    // The sound is decoration: the screen says the same.
  }
}
