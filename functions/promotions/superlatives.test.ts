import { superlativesIn } from './superlatives.ts'

it.each([
  ['国家级品质', ['国家级']],
  ['全网最低价', ['全网最低价']],
  ['全网最低', ['全网最低']],
  ['最佳咖啡，第一好喝', ['最佳', '第一']],
  ['最高级的服务', ['最高级']],
  ['第一食堂午餐券', ['第一']],
  ['销量第一的火锅', ['销量第一']],
  ['成都最正宗、最好吃的串串', ['最正宗', '最好']],
  ['顶级和牛，独家供应', ['顶级', '独家']],
  ['最·佳', ['最佳']],
  ['最 低 价', ['最低价']],
  ['全网 NO.1', ['NO.1']],
  ['Ｎｏ１ 奶茶', ['No1']],
  ['The best coffee in town', ['best']],
  ['第一第一第一', ['第一']],
])('%s: warned about', (text, found) => {
  expect(superlativesIn(text)).toEqual(found)
})

it.each([
  '秋日咖啡立减券',
  '工作日午间八折券',
  '满 30 减 10，每人最多 2 张',
  '离您最近的门店',
  '活动最后三天',
  '第一次到店送小食',
  '第一杯半价',
  '最低消费 100 元',
  '最高可减 30 元',
  '最高立减20元',
  '最新活动',
  '十一国庆特惠',
  'Bestie set for two',
  'Top 10 dishes',
  '',
])('%s: not', (text) => {
  expect(superlativesIn(text)).toEqual([])
})

it('warns about every word of its own list', () => {
  for (const word of ['国家级', '最高级', '最佳', '第一', '全网最低', '唯一', '首选', '绝对', '极致'])
    expect(superlativesIn(`本店${word}之选`)).toContain(word)
})
