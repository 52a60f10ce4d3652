/** WGS-84, which browsers give, as GCJ-02, which maps in China (and our API) use; outside of China they are one. */
export function gcjOf(lat: number, lng: number): { lat: number; lng: number } {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return { lat, lng }
  const [x, y] = [lng - 105, lat - 35]
  const waves = (a: number, b: number, c: number) => ((a * 20 + b * 20 + c) * 2) / 3
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves(sin(6 * x), sin(2 * x), 0) +
    waves(sin(y), 2 * sin(y / 3), 0) +
    (160 * sin(y / 12) * 2) / 3 +
    (320 * sin(y / 30) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves(sin(6 * x), sin(2 * x), 0) +
    waves(sin(x), 2 * sin(x / 3), 0) +
    (150 * sin(x / 12) * 2) / 3 +
    (300 * sin(x / 30) * 2) / 3
  const radians = (lat / 180) * Math.PI
  const magic = 1 - eccentricity * Math.sin(radians) ** 2
  const metresNorth = ((axis * (1 - eccentricity)) / (magic * Math.sqrt(magic))) * Math.PI
  const metresEast = (axis / Math.sqrt(magic)) * Math.cos(radians) * Math.PI
  return { lat: lat + (north * 180) / metresNorth, lng: lng + (east * 180) / metresEast }
}

const axis = 6_378_245
const eccentricity = 0.006_693_421_622_965_943
/** Sine of half turns. */
const sin = (halfTurns: number): number => Math.sin(halfTurns * Math.PI)
