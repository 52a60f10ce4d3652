import { importContracts } from '../../shared/imports.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { confirmImport, getImport } from './imports.ts'
import { importStores } from './upload.ts'

export const handler = serve(table, importContracts, {
  importStores: ({ table, staff, input, key, language, now }) => importStores(table, staff, input, key, language, now),
  confirmImport: ({ table, staff, input, language, now }) => confirmImport(table, staff, input.importId, language, now),
  getImport: ({ staff, input, language }) => getImport(table, staff, input, language),
})
