import type { Place } from '../../functions/stores/stores.ts'

const metresPerDegree = 111_320

/** A place somewhere in the square so many metres wide around another, across a pole or the antimeridian too. */
export function placeAround({ lat, lng }: Place, width: number, chance: () => number): Place {
  const [north, east] = [(chance() - 0.5) * width, (chance() - 0.5) * width]
  if (Math.abs(lat) > 89) {
    // Around a pole a square of degrees is no square.
    const away = Math.hypot(north, east) / metresPerDegree
    return { lat: Math.sign(lat) * (90 - away), lng: (Math.atan2(north, east) * 180) / Math.PI }
  }
  const there = lng + east / (metresPerDegree * Math.cos((lat * Math.PI) / 180))
  return { lat: lat + north / metresPerDegree, lng: there > 180 ? there - 360 : there < -180 ? there + 360 : there }
}
