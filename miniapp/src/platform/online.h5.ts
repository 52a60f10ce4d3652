/** Tells whether there is a network, now and at each change; answers how to stop. */
export function watchNetwork(tell: (isThere: boolean) => void): () => void {
  const changed = () => tell(navigator.onLine)
  changed()
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
