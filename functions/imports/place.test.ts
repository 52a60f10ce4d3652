import { degreesOf, pairOf, placeOf, systemIn } from './place.ts'

describe('a coordinate as people write it', () => {
  it.each([
    ['104.0808', 104.0808],
    [' 30.65742 ', 30.65742],
    ['１０４．０８０８', 104.0808],
    ['104,0808', 104.0808],
    ['-33.8688', -33.8688],
    ['104.0808°', 104.0808],
    ['104.0808°E', 104.0808],
    ['E104.0808', 104.0808],
    ['东经104.0808', 104.0808],
    ['北纬 30.5 度', 30.5],
    ['西经73.98', -73.98],
    ['33.8688 S', -33.8688],
    ['104°30′', 104.5],
    ['104°30\'36"', 104.51],
    ['104度30分36秒E', 104.51],
    ['30', 30],
  ])('%s', (written, degrees) => expect(degreesOf(written)).toBeCloseTo(degrees, 9))

  it.each(['', '无', 'abc', '104.08.08', '104,080,800', '1e2', '104080800', '104°70′', 'N30E', '30 40', 'NaN', '0x1e', '--30'])(
    'not %s',
    (written) => expect(degreesOf(written)).toBeUndefined(),
  )
})

describe('both in one cell', () => {
  it.each([
    ['104.08,30.67', ['104.08', '30.67']],
    ['104.08，30.67', ['104.08', '30.67']],
    ['(104.08 30.67)', ['104.08', '30.67']],
    ['[104.08;30.67]', ['104.08', '30.67']],
  ])('%s', (written, pair) => expect(pairOf(written)).toEqual(pair))
  it.each(['', '104.08', '104.08,30.67,12'])('not %s', (written) => expect(pairOf(written)).toBeUndefined())
})

describe('the name of a coordinate system', () => {
  it.each([
    ['GCJ-02', 'GCJ-02'],
    ['gcj02', 'GCJ-02'],
    ['高德', 'GCJ-02'],
    ['腾讯地图', 'GCJ-02'],
    ['火星坐标系', 'GCJ-02'],
    ['BD-09', 'BD-09'],
    ['bd09ll', 'BD-09'],
    ['百度', 'BD-09'],
    ['百度经度', 'BD-09'],
    ['WGS-84', 'WGS-84'],
    ['WGS84', 'WGS-84'],
    ['GPS', 'WGS-84'],
    ['ＷＧＳ８４', 'WGS-84'],
    ['CGCS2000', 'WGS-84'],
  ])('%s', (written, system) => expect(systemIn(written)).toBe(system))
  it.each(['', '经度', 'EPSG:3857', 'longitude'])('not %s', (written) => expect(systemIn(written)).toBeUndefined())
})

describe('a place', () => {
  // The gate of Tiananmen as three map services give it.
  const gate = { lat: 39.908823, lng: 116.39747 }
  it.each([
    ['GCJ-02', 39.908823, 116.39747],
    ['BD-09', 39.915119, 116.403963],
    ['WGS-84', 39.907425, 116.391229],
  ] as const)('in %s becomes GCJ-02 to within some metres, where the systems differ by hundreds', (system, lat, lng) => {
    const place = placeOf(lat, lng, system)
    if (typeof place === 'string') throw new Error(place)
    expect(Math.abs(place.lat - gate.lat)).toBeLessThan(0.0002)
    expect(Math.abs(place.lng - gate.lng)).toBeLessThan(0.0002)
  })

  it('outside China is the same in WGS-84 and GCJ-02', () => {
    expect(placeOf(51.5074, -0.1278, 'WGS-84')).toEqual({ lat: 51.5074, lng: -0.1278 })
  })

  it.each([
    ['the wrong way round', 104.0808, 30.65742, 'row.place_swapped'],
    ['the wrong way round in the far west, where either would be a place', 87.6168, 43.8256, 'row.place_swapped'],
    ['the wrong way round abroad', 151.2093, -33.8688, 'row.place_swapped'],
    ['nowhere', 30.6, 190, 'row.place_range'],
    ['nowhere at all', 300, 400, 'row.place_range'],
    ['nought', 0, 0, 'row.place_zero'],
    ['half nought', 30.6, 0, 'row.place_zero'],
  ])('%s is told', (_what, lat, lng, fault) => expect(placeOf(lat, lng, 'GCJ-02')).toBe(fault))

  it.each([
    ['Sydney', -33.8688, 151.2093],
    ['New York', 40.7128, -74.006],
    ['Moscow', 55.7558, 37.6173],
    ['Mohe, the far north of China', 53.48, 122.34],
    ['Ushuaia', -54.8, -68.3],
  ])('%s is not the wrong way round', (_where, lat, lng) => expect(placeOf(lat, lng, 'GCJ-02')).toEqual({ lat, lng }))
})
