import { pictureContracts } from '../../shared/pictures.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { getPicture, uploadPicture } from './uploads.ts'

export const handler = serve(table, pictureContracts, {
  uploadPicture: ({ table, staff, input }) => uploadPicture(table, staff, input.file),
  getPicture: ({ input }) => getPicture(table, input.picture),
})
