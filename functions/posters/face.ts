import { type Box, box, image, place, type Style, text } from './box.ts'
import { fitted } from './fit.ts'
import type { Panel } from './panels.ts'
import { type Poster, printable, standing } from './poster.ts'
import { family } from './set.ts'

/** Units of the layout in a millimetre of the design: whole units are fine enough for every rounding. */
export const units = 20

/** What everything lies on. */
export const ground = '#0e5a48'
const pine = ground
const pineDeep = '#0a4536'
const pineLight = '#17705a'
const card = '#fffdf8'
const ink = '#1f2a24'
const inkSoft = '#565e54'
const line = '#d9cdb4'
const butter = '#ffd56b'
const butterSoft = '#fff0c9'

const u = (millimetres: number) => Math.round(millimetres * units)

/** What did not fit its room, by name: nothing that `posters.ts` hands out may have any. */
export type Missing = string[]

/** One face of a poster, `over` millimetres larger on each side than it is cut (not beyond a fold). */
export async function face(poster: Poster, panel: Panel, over: number): Promise<{ tree: Box; missing: Missing }> {
  const missing: Missing = []
  const top = panel.fold ? 0 : over
  const set: Set = async (name, words, room, style, lines) => {
    const at = { width: u(room.width), height: u(room.height), most: u(room.most), least: u(room.least) }
    const ways = typeof words === 'string' ? [words] : words
    for (const way of ways) {
      const found = await fitted(printable(way), at, style, lines === 'one' || lines === 'rather one')
      const broken = found || lines !== 'rather one' ? undefined : await fitted(printable(way), at, style)
      if (found ?? broken) return (found ?? broken) as Box
    }
    missing.push(name)
    return text(printable(ways.at(-1) ?? ''), { ...style, fontSize: at.least, lineClamp: 1 })
  }
  const hero = await heroOf(poster, panel, set)
  const [ticket, facts] = await ticketOf(poster, panel, set)
  const at = ({ left, top: down, width, height }: Panel['hero']): Style => ({
    position: 'absolute',
    left: u(over + left),
    top: u(top + down),
    width: u(width),
    height: u(height),
  })
  const tree = box(
    {
      position: 'relative',
      width: u(panel.width + 2 * over),
      height: u(panel.height + over + top),
      backgroundColor: pine,
      fontFamily: family,
      overflow: 'hidden',
    },
    ...circles(panel, over, top),
    box({ ...at(panel.hero), flexDirection: 'column', justifyContent: 'space-between' }, ...hero),
    box({ ...at(panel.ticket), backgroundColor: card, borderRadius: u(panel.ticket.radius) }, ...ticket),
    ...(panel.facts.area ? [box({ ...at(panel.facts.area), flexDirection: 'column', justifyContent: 'flex-end' }, facts)] : []),
  )
  return { tree, missing }
}

interface Room {
  width: number
  height: number
  most: number
  least: number
}
type Set = (name: string, words: string | string[], room: Room, style: Style, lines?: 'one' | 'rather one') => Promise<Box>

function circles({ discs: [light, dark] }: Panel, over: number, top: number): Box[] {
  const disc = ({ middle, down, across }: Panel['discs'][0], colour: string) =>
    box({
      position: 'absolute',
      left: u(over + middle - across / 2),
      top: u(top + down - across / 2),
      width: u(across),
      height: u(across),
      borderRadius: u(across / 2),
      backgroundColor: colour,
    })
  return [disc(light, pineLight), disc(dark, pineDeep)]
}

async function heroOf(poster: Poster, panel: Panel, set: Set): Promise<Box[]> {
  const { width } = panel.hero
  const { merchant, title, conditions, worth } = poster
  const room = worth ? panel.worth.height : 0
  // Without a figure the title is what is large, and the offers beneath have more room.
  const spare = panel.worth.height - room
  const large = { ...panel.title, height: panel.title.height + spare / 2, most: panel.title.most * (worth ? 1 : 1.6) }
  const under = { ...panel.conditions, height: panel.conditions.height + spare / 2 }
  return [
    await set('merchant', merchant, { width, ...panel.merchant }, { color: butterSoft, fontWeight: 700 }),
    await set('title', title, { width, ...large }, { color: '#fff', fontWeight: 700, lineHeight: 1.25 }),
    ...(worth ? [await figure(worth, panel, set)] : []),
    ...(conditions.length > 0
      ? [await set('conditions', conditions.join('\n'), { width, ...under }, { color: '#fff', whiteSpace: 'pre-wrap' })]
      : []),
  ]
}

/** ¥ small, the figure large, 折 small, on one foot. */
async function figure({ before, number, after }: NonNullable<Poster['worth']>, panel: Panel, set: Set): Promise<Box> {
  const { width } = panel.hero
  const small = 0.5
  // Measured as one text with the small parts' share of the width.
  const share = (number.length + small * (before.length + after.length)) / number.length
  const style = { color: butter, fontWeight: 700, lineHeight: 1 }
  const large = await set('worth', number, { ...panel.worth, width: width / share }, style, 'one')
  const size = Number(large.props.style.fontSize)
  const beside = (words: string, side: Style) =>
    words ? [text(words, { ...style, ...side, fontSize: Math.round(size * small) })] : []
  const foot = Math.round(size * 0.06)
  return box(
    { alignItems: 'flex-end' },
    ...beside(before, { marginRight: u(1), marginBottom: foot }),
    large,
    ...beside(after, { marginLeft: u(1.5), marginBottom: foot }),
  )
}

async function ticketOf(poster: Poster, panel: Panel, set: Set): Promise<[Box[], Box]> {
  const { ticket, codes, invitation, facts } = panel
  const says = standing[poster.language]
  const both = poster.miniCode !== undefined
  const side = both || codes.lie === 'row' ? codes.side : codes.side * 1.35
  const caption = (words: string) =>
    set('caption', words, { width: side, height: codes.caption * 1.5, most: codes.caption, least: codes.caption / 2 }, soft)
  const one = async (inner: Box, words: string) =>
    box({ flexDirection: 'column', alignItems: 'center' }, inner, box({ height: u(codes.caption * 0.4) }), await caption(words))
  const { miniCode } = poster
  const tile = { width: u(side), height: u(side), backgroundColor: '#fff', borderRadius: u(side * 0.05) }
  const shown = [
    ...(miniCode ? [await one(image('mini-code', dataOf(miniCode), tile), says.mini)] : []),
    await one(place('web-code', tile), both ? says.web : says.only),
  ]
  const width = invitation.width + (both || codes.lie === 'column' ? 0 : codes.side)
  const call = await set(
    'invitation',
    poster.invitation,
    { ...invitation, width },
    { color: pine, fontWeight: 700, lineHeight: 1.25 },
  )
  const row = codes.lie === 'row'
  const codesRow = box(
    { flexDirection: codes.lie, alignItems: 'center', justifyContent: 'space-between', gap: u(codes.gap), width: '100%' },
    row ? box({ width: u(width), flexDirection: 'column' }, call) : call,
    box({ flexDirection: codes.lie, alignItems: 'center', gap: u(codes.gap) }, ...shown),
  )
  const factsBox = await factsOf(poster, panel, set)
  const inner: Style = { flexDirection: 'column', width: '100%', padding: u(ticket.pad), justifyContent: 'space-between' }
  if (facts.area) return [[box({ ...inner, alignItems: 'center', justifyContent: 'center' }, codesRow)], factsBox]
  return [[box(inner, codesRow, tear(panel), factsBox)], factsBox]
}

const soft: Style = { color: inkSoft, fontWeight: 400, textAlign: 'center' }

/** Where a ticket is torn: a dotted line, and a bite out of either edge. */
function tear({ ticket }: Panel): Box {
  const bite = ticket.radius * 0.9
  const half = (side: Style) =>
    box({
      position: 'absolute',
      top: -u(bite / 2),
      width: u(bite),
      height: u(bite),
      borderRadius: u(bite / 2),
      backgroundColor: pine,
      ...side,
    })
  return box(
    { position: 'relative', width: '100%', height: 0, borderTop: `${u(0.35)}px dashed ${line}` },
    half({ left: -u(ticket.pad + bite / 2) }),
    half({ right: -u(ticket.pad + bite / 2) }),
  )
}

async function factsOf({ until, where, rules, language }: Poster, panel: Panel, set: Set): Promise<Box> {
  const { facts, ticket } = panel
  const dark = facts.area !== undefined
  const width = facts.area?.width ?? ticket.width - 2 * ticket.pad
  const gap = facts.label * 2
  const part = (share: number) => (facts.lie === 'row' ? (width - gap) * share : width)
  const colours = dark ? { label: butter, words: '#fff', rules: '#cfe3da' } : { label: inkSoft, words: ink, rules: inkSoft }
  const fact = async (name: string, { label, words }: Label, room: Room) =>
    box(
      { flexDirection: 'column', width: u(room.width) },
      await set(
        `${name} label`,
        label,
        { width: room.width, height: facts.label * 1.6, most: facts.label, least: facts.label / 2 },
        { color: colours.label, fontWeight: 400 },
      ),
      await set(name, words, room, { color: colours.words, fontWeight: 700 }, name === 'until' ? 'rather one' : undefined),
    )
  const about = box(
    { flexDirection: facts.lie, justifyContent: 'space-between', width: '100%', gap: u(dark ? 2 : 0) },
    await fact('until', until, { width: part(0.38), ...facts.until }),
    await fact('where', where, { width: part(0.62), ...facts.where }),
  )
  const small = { color: colours.rules, fontWeight: 400 }
  const room = { width: u(width), height: u(facts.rules.height), most: u(facts.rules.most), least: u(facts.rules.least) }
  // All of the rules or none: half of them would mislead.
  const whole = rules === '' ? undefined : await fitted(printable(rules), room, small)
  const said = whole ?? (await set('rules', standing[language].rulesElsewhere, { ...facts.rules, width }, small))
  return box({ flexDirection: 'column', width: '100%', gap: u(facts.label * 0.5) }, about, said)
}

interface Label {
  label: string
  words: string | string[]
}

const dataOf = ({ type, bytes }: NonNullable<Poster['miniCode']>) =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
