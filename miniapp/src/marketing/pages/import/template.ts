import type { Language } from '../../../../../shared/problems.ts'

const rows: Record<Language, string[][]> = {
  zh: [
    ['门店编号', '门店名称', '地址', '城市', '经度', '纬度', '电话', '营业时间'],
    [
      'CD001',
      '示例店（请删掉这一行）',
      '锦江区春熙路北段 18 号',
      '成都',
      '104.0808',
      '30.65742',
      '028-0000-0101',
      '周一至周五 9:00-18:00；周六日 10:00-16:00',
    ],
  ],
  en: [
    ['Store code', 'Store name', 'Address', 'City', 'Longitude', 'Latitude', 'Phone', 'Opening hours'],
    [
      'CD001',
      'Example (delete this row)',
      '18 Chunxi Road',
      'Chengdu',
      '104.0808',
      '30.65742',
      '028-0000-0101',
      'Mon-Fri 9:00-18:00; Sat-Sun 10:00-16:00',
    ],
  ],
}

/** A file to fill in: every title is one that the import knows. */
export function templateIn(language: Language): string {
  return rows[language].map((cells) => `${cells.join(',')}\r\n`).join('')
}
