// Draws the tab bar's icons (81x81, the only pictures a mini-program cannot draw itself) and the share card's 5:4 picture.
// Run by hand after a change: node miniapp/icons/draw.mjs
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PNG } from 'pngjs'

const out = fileURLToPath(new URL('../src/icons/', import.meta.url))
mkdirSync(out, { recursive: true })

const box = (x, y, left, top, width, height, radius) => {
  const dx = Math.max(left + radius - x, x - (left + width - radius), 0)
  const dy = Math.max(top + radius - y, y - (top + height - radius), 0)
  return Math.hypot(dx, dy) - radius
}
const disc = (x, y, cx, cy, r) => Math.hypot(x - cx, y - cy) - r
const ring = (distance, width) => Math.abs(distance) - width / 2

/** Signed distance (below zero: ink) on a 27 x 27 grid; `on` is the selected, filled form. */
const ticket = (x, y) => Math.max(box(x, y, 2.5, 6, 22, 15, 3), -disc(x, y, 10, 6, 2.4), -disc(x, y, 10, 21, 2.4))
const shapes = {
  home: (x, y, on) => {
    const body = ticket(x, y)
    const hole = Math.min(Math.abs(x - 10) - 0.8, 99)
    const dash = Math.max(hole, Math.abs(((y + 1.2) % 3.4) - 1.7) - 1)
    return on ? Math.max(body, -dash) : Math.min(ring(body + 0.9, 1.8), Math.max(dash, body))
  },
  wallet: (x, y, on) => {
    const body = box(x, y, 3, 7, 21, 15, 3.4)
    const flap = Math.max(box(x, y, 5.4, 3.6, 14, 8, 2.4), -(7 - y) - 2.4, y - 8)
    const eye = disc(x, y, 19, 14.5, 2)
    return on
      ? Math.min(Math.max(body, -eye), flap)
      : Math.min(ring(body + 0.9, 1.8), eye + 0.3, ring(Math.max(flap, y - 7.4), 1.6))
  },
  me: (x, y, on) => {
    const head = disc(x, y, 13.5, 8.6, 4.9)
    const body = Math.max(disc(x, y, 13.5, 24.6, 10), y - 23.4)
    return on ? Math.min(head, body) : Math.min(ring(head + 0.9, 1.8), ring(body + 0.9, 1.8))
  },
}
const inks = { '': [0x5f, 0x65, 0x5c], '-on': [0x0e, 0x5a, 0x48] }

for (const [name, shape] of Object.entries(shapes))
  for (const [suffix, ink] of Object.entries(inks)) {
    const png = new PNG({ width: 81, height: 81 })
    for (let row = 0; row < 81; row++)
      for (let column = 0; column < 81; column++) {
        const distance = shape((column + 0.5) / 3, (row + 0.5) / 3, suffix === '-on') * 3
        const alpha = Math.round(255 * Math.min(1, Math.max(0, 0.5 - distance)))
        png.data.set([...ink, alpha], (row * 81 + column) * 4)
      }
    writeFileSync(`${out}${name}${suffix}.png`, PNG.sync.write(png, { colorType: 6 }))
  }

// The counter's sound: two rising notes, 8 kHz, 8 bit, 3 KB.
const rate = 8000
const notes = [
  [880, 0.12],
  [1318, 0.22],
]
const samples = notes.flatMap(([pitch, seconds]) =>
  Array.from({ length: rate * seconds }, (_, i) => {
    const fade = Math.min(1, i / 80) * (1 - i / (rate * seconds))
    return 128 + Math.round(90 * fade * Math.sin((2 * Math.PI * pitch * i) / rate))
  }),
)
const head = Buffer.alloc(44)
head.write('RIFF', 0)
head.writeUInt32LE(36 + samples.length, 4)
head.write('WAVEfmt ', 8)
head.writeUInt32LE(16, 16)
head.writeUInt16LE(1, 20)
head.writeUInt16LE(1, 22)
head.writeUInt32LE(rate, 24)
head.writeUInt32LE(rate, 28)
head.writeUInt16LE(1, 32)
head.writeUInt16LE(8, 34)
head.write('data', 36)
head.writeUInt32LE(samples.length, 40)
writeFileSync(
  fileURLToPath(new URL('../src/merchant/sound/done.wav', import.meta.url)),
  Buffer.concat([head, Buffer.from(samples)]),
)
