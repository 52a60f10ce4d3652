import gcoord from 'gcoord'
import type { CoordinateSystem, RowFault } from '../../shared/imports.ts'

export interface Point {
  lat: number
  lng: number
}

// The types speak of the package's ESM build; Node loads the CommonJS one, whose default is the exported object itself.
const { BD09, GCJ02, WGS84, transform } = gcoord as unknown as typeof gcoord.default

const crs = { 'GCJ-02': GCJ02, 'WGS-84': WGS84, 'BD-09': BD09 } as const

/** What people call the systems, after NFKC and in small letters; it may stand in a column or in the head of one, as in 经度（百度）. */
const systems: [RegExp, CoordinateSystem][] = [
  [/百度|bd-?\s?09(ll)?|baidu|bmap/, 'BD-09'],
  [/高德|腾讯|火星|国测局|gcj-?\s?02|gaode|amap|autonavi|tencent|qq/, 'GCJ-02'],
  // CGCS2000 and WGS-84 differ by centimetres.
  [/gps|wgs-?\s?84|wgs1984|cgcs-?2000|天地图|谷歌地球|大地2000|国家2000/, 'WGS-84'],
]

/** The coordinate system that a text speaks of. */
export function systemIn(text: string): CoordinateSystem | undefined {
  const plain = text.normalize('NFKC').toLowerCase()
  return systems.find(([pattern]) => pattern.test(plain))?.[1]
}

/** The text without the words for a coordinate system. */
export function withoutSystem(text: string): string {
  return systems.reduce((left, [pattern]) => left.replace(pattern, ''), text)
}

/** One coordinate as people write it: `104.08`, `104,08`, `104.08°E`, `东经104.08`, `104°04'50.9"`. Undefined for anything else. */
export function degreesOf(written: string): number | undefined {
  // NFKC takes the signs of minutes and seconds apart in some fonts, so they are named here in all their forms.
  const text = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\s+/g, '')
    .replace(/[,，](?=\d+$|\d+[°度])/, '.')
  const sides = text.replace(/[^东西南北NSEW]/g, '')
  const bare = text.replace(/^(东经|西经|北纬|南纬|[NSEW])|[NSEW]$/g, '')
  const parts = /^(-?\d{1,3}(?:\.\d+)?)[°度º]?(?:(\d{1,2}(?:\.\d+)?)[′'’‘分])?(?:(\d{1,2}(?:\.\d+)?)(?:[″"”“秒]|''|′′))?$/.exec(
    bare,
  )
  if (!parts || sides.length > 1) return undefined
  const [whole = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  if (minutes >= 60 || seconds >= 60) return undefined
  const size = Math.abs(whole) + minutes / 60 + seconds / 3600
  return /[西南SW]/.test(sides) || bare.startsWith('-') ? -size : size
}

/** The two numbers of one cell, `104.08,30.67`, in their order. */
export function pairOf(written: string): [string, string] | undefined {
  const parts = written
    .normalize('NFKC')
    .replace(/^[[({]|[\])}]$/g, '')
    .split(/[,;、|/]|\s+/)
    .filter((part) => part !== '')
  return parts.length === 2 ? (parts as [string, string]) : undefined
}

/** GCJ-02 to a tenth of a metre, or what is wrong with the place. */
export function placeOf(lat: number, lng: number, system: CoordinateSystem): Point | RowFault {
  // No shop lies in the Arctic: what would lie in China the other way round was filled in the other way round.
  if (!inChina(lat, lng) && (inChina(lng, lat) || Math.abs(lat) > 90) && Math.abs(lng) <= 90 && Math.abs(lat) <= 180)
    return 'row.place_swapped'
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return 'row.place_range'
  if (lat === 0 || lng === 0) return 'row.place_zero'
  const [gcjLng, gcjLat] = transform([lng, lat], crs[system], GCJ02)
  return { lat: rounded(gcjLat), lng: rounded(gcjLng) }
}

const inChina = (lat: number, lng: number) => lat > 3 && lat < 54 && lng > 73 && lng < 136
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
