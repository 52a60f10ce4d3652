/** Opens the place in a map that reads GCJ-02, and only when the guest asks for the way. */
export async function showWay(place: { name: string; address: string; lat: number; lng: number }): Promise<void> {
  const { name, lat, lng } = place
  const question = new URLSearchParams({ position: `${lng},${lat}`, name, coordinate: 'gaode', callnative: '1' })
  window.open(`https://uri.amap.com/marker?${question}`, '_blank', 'noopener')
}

export async function dial(phone: string): Promise<void> {
  location.href = `tel:${phone.replace(/[^\d+]/g, '')}`
}
