/** A believable piece of one city. Places are real streets' neighbourhoods, the shops are made up. GCJ-02. */
export const city = '成都'
export const zone = 'Asia/Shanghai'

export const merchants = [
  {
    merchantId: 'mer_01HALLEYCAFE00000000000000',
    name: '巷口咖啡',
    stores: [
      { name: '巷口咖啡·春熙路店', address: '锦江区春熙路北段 18 号', lat: 30.65742, lng: 104.0808, phone: '028-0000-0101' },
      { name: '巷口咖啡·宽窄巷子店', address: '青羊区长顺上街 127 号', lat: 30.66917, lng: 104.05962, phone: '028-0000-0102' },
      { name: '巷口咖啡·天府五街店', address: '高新区天府五街 200 号', lat: 30.54035, lng: 104.06472, phone: '028-0000-0103' },
    ],
  },
  {
    merchantId: 'mer_01HSPR1NGHTP0T000000000000',
    name: '春水小火锅',
    stores: [
      { name: '春水小火锅·建设路店', address: '成华区建设路 55 号', lat: 30.67093, lng: 104.10531, phone: '028-0000-0201' },
    ],
  },
] as const

/** Whom the operators work for. */
export const platform = { merchantId: 'mer_01F00TFA11P1ATF0RM00000000', name: 'Footfall 平台' }

/** Who works where: openid, role, name, and the numbers of the stores of the first merchant. */
export const people = [
  { openid: 'seed-operator', role: 'operator', name: '平台·周宁', stores: [] },
  { openid: 'seed-marketer', role: 'marketer', name: '运营·陈晨', stores: [] },
  { openid: 'seed-manager', role: 'manager', name: '店长·何敏', stores: [0, 1, 2] },
  { openid: 'seed-clerk-1', role: 'clerk', name: '店员·小林', stores: [0] },
  { openid: 'seed-clerk-2', role: 'clerk', name: '店员·小吴', stores: [1] },
] as const
