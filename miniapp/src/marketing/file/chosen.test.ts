import { formatOf } from './chosen'

const base64 = (bytes: number[]) => Buffer.from(bytes).toString('base64')

test.each([
  ['a workbook', base64([0x50, 0x4b, 0x03, 0x04, 0x14]), 'xlsx'],
  ['an old workbook, for the server to name', base64([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'xlsx'],
  ['text', Buffer.from('店名,地址').toString('base64'), 'csv'],
  ['text with its mark', Buffer.from('\ufeff店名').toString('base64'), 'csv'],
  ['nothing', '', 'csv'],
])('%s is told by its first bytes', (_what, file, format) => expect(formatOf(file)).toBe(format))
