import done from './done.wav'

/** A short sound and a buzz; a browser that wants no sound stays silent. */
export function celebrate(): void {
  navigator.vibrate?.(60)
  void new Audio(done).play().catch(() => {})
}
