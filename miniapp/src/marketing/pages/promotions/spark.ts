import type { OutputOf } from '../../../../../shared/api.ts'
import { svgUri } from '../../../words/svg'

export type Hours = OutputOf<'listPulses'>['items'][number]['hours']

/** Claimed or bought, and used, in all of the hours. */
export function sumsOf(hours: Hours): { had: number; used: number } {
  const sum = (one: (hour: Hours[number]) => number) => hours.reduce((total, hour) => total + one(hour), 0)
  return { had: sum(({ claimed, paid }) => claimed + paid), used: sum(({ redeemed }) => redeemed) }
}

const [step, high, foot] = [10, 40, 2]

/**
 * The hours as one small picture: bars for what was had, a line with dots for what was used, so that nobody needs the colours to tell them
 * apart. Both by one measure.
 */
export function sparkSvg(hours: Hours): string {
  const most = Math.max(1, ...hours.map(({ claimed, paid, redeemed }) => Math.max(claimed + paid, redeemed)))
  const up = (count: number) => Math.round((count / most) * (high - foot - 4) * 10) / 10
  const bars = hours.map(({ claimed, paid }, n) => {
    const height = claimed + paid > 0 ? Math.max(2, up(claimed + paid)) : 1
    return `<rect x="${n * step + 1}" y="${high - foot - height}" width="${step - 3}" height="${height}" rx="1" fill="${claimed + paid > 0 ? '#0e5a48' : '#d9cfb8'}"/>`
  })
  const points = hours.map(({ redeemed }, n) => [n * step + step / 2 - 0.5, high - foot - up(redeemed)] as const)
  const isUsed = hours.some(({ redeemed }) => redeemed > 0)
  const dots = points
    .filter((_, n) => (hours[n]?.redeemed ?? 0) > 0)
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.6" fill="#fffdf8" stroke="#b23a17" stroke-width="1.6"/>`)
  const line = `<polyline points="${points.map((at) => at.join(',')).join(' ')}" fill="none" stroke="#b23a17" stroke-width="1.4" stroke-dasharray="3 2"/>`
  const size = `viewBox="0 0 ${hours.length * step} ${high}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} preserveAspectRatio="none">${bars.join('')}${isUsed ? line + dots.join('') : ''}</svg>`
}

export const sparkPicture = (hours: Hours): string => svgUri(sparkSvg(hours))
