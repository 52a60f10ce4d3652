import type { PosterSize } from '../../shared/posters.ts'

/** A rectangle on the paper, in millimetres of a panel's own design. */
export interface Area {
  left: number
  top: number
  width: number
  height: number
}

interface Disc {
  middle: number
  down: number
  across: number
}

/** The room of a text: the height it may take, and the largest and smallest type, in millimetres. */
interface Type {
  height: number
  most: number
  least: number
}

/**
 * How one face is laid out. All lengths are millimetres of the design; A3 is A4's design, larger. `fold`: the top edge is a fold, over
 * which nothing may run.
 */
export interface Panel {
  width: number
  height: number
  fold?: true
  /** What is offered, on the dark ground. */
  hero: Area
  /** Large circles of a lighter and a darker ground: round what middle, how far down, how wide. */
  discs: [Disc, Disc]
  merchant: Type
  title: Type
  worth: Type
  conditions: Type
  /** The light ticket with the codes. */
  ticket: Area & { radius: number; pad: number }
  codes: { side: number; gap: number; lie: 'row' | 'column'; caption: number }
  invitation: Type & { width: number }
  /** By when and where, and the rules beneath; on the ticket or, where `area` says so, on the dark ground. */
  facts: { area?: Area; label: number; until: Type; where: Type; rules: Type; lie: 'row' | 'column' }
}

const a4: Panel = {
  width: 210,
  height: 297,
  hero: { left: 16, top: 17, width: 178, height: 142 },
  discs: [
    { middle: 195, down: 12, across: 150 },
    { middle: 4, down: 122, across: 106 },
  ],
  merchant: { height: 15, most: 8, least: 4.5 },
  title: { height: 40, most: 15.5, least: 8 },
  worth: { height: 64, most: 64, least: 16 },
  conditions: { height: 21, most: 9, least: 4.5 },
  ticket: { left: 12, top: 165, width: 186, height: 120, radius: 7, pad: 9 },
  codes: { side: 57, gap: 7, lie: 'row', caption: 4.2 },
  invitation: { width: 39, height: 52, most: 17, least: 7 },
  facts: {
    label: 3.5,
    until: { height: 14, most: 5.2, least: 3.4 },
    where: { height: 14, most: 5.2, least: 3.4 },
    rules: { height: 8, most: 2.9, least: 2.2 },
    lie: 'row',
  },
}

const tent: Panel = {
  width: 210,
  height: 148.5,
  fold: true,
  hero: { left: 13, top: 13, width: 104, height: 87 },
  discs: [
    { middle: 206, down: 120, across: 104 },
    { middle: 2, down: 92, across: 96 },
  ],
  merchant: { height: 10, most: 5.6, least: 3.4 },
  title: { height: 24, most: 9, least: 4.8 },
  worth: { height: 38, most: 38, least: 9 },
  conditions: { height: 13, most: 5.6, least: 3 },
  ticket: { left: 125, top: 11, width: 75, height: 126.5, radius: 6, pad: 6 },
  codes: { side: 46, gap: 3, lie: 'column', caption: 3.2 },
  invitation: { width: 63, height: 9, most: 6.4, least: 3.4 },
  facts: {
    area: { left: 13, top: 104, width: 104, height: 33.5 },
    label: 2.6,
    until: { height: 5.5, most: 3.8, least: 2.6 },
    where: { height: 10, most: 3.8, least: 2.6 },
    rules: { height: 5.4, most: 2.2, least: 1.8 },
    lie: 'column',
  },
}

const sticker: Panel = {
  width: 100,
  height: 100,
  hero: { left: 7, top: 6, width: 86, height: 38.5 },
  discs: [
    { middle: 92, down: 4, across: 70 },
    { middle: 2, down: 42, across: 48 },
  ],
  merchant: { height: 6, most: 3.6, least: 2.2 },
  title: { height: 10.5, most: 5, least: 2.8 },
  worth: { height: 16, most: 16, least: 5 },
  conditions: { height: 5.6, most: 3, least: 1.6 },
  ticket: { left: 5.5, top: 46.5, width: 89, height: 48, radius: 4, pad: 3.6 },
  codes: { side: 25, gap: 3, lie: 'row', caption: 1.9 },
  invitation: { width: 25, height: 24, most: 9, least: 3 },
  facts: {
    label: 1.6,
    until: { height: 5, most: 2.1, least: 1.6 },
    where: { height: 5, most: 2.1, least: 1.6 },
    rules: { height: 2.1, most: 1.5, least: 1.3 },
    lie: 'row',
  },
}

export const panels: { [S in PosterSize]: Panel } = { a4, a3: a4, tent, sticker }
