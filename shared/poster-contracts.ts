import * as z from 'zod'
import { type Contract, FileOut, Id } from './contract.ts'
import { posterFormats, posterLanguages, posterSizes } from './posters.ts'

export const posterContracts = {
  getPoster: {
    role: ['marketer', 'clerk'],
    summary:
      'The poster of a touchpoint, ready to print: PNG as it is cut, or PDF with 3 mm beyond its edges (BleedBox), text as text. It bears the web QR and the mini-program code; while WeChat is away that is channel.busy, and codes=web makes it with the web QR alone. A clerk has the own one. Unless it is a preview, the touchpoint counts as printed from then on.',
    input: z.strictObject({
      touchpointId: Id,
      format: z.enum(posterFormats),
      size: z.enum(posterSizes),
      language: z
        .enum(posterLanguages)
        .optional()
        .meta({ description: 'of what is on the paper; that of the call when absent' }),
      codes: z.enum(['both', 'web']).optional().meta({ description: 'both when absent' }),
      preview: z.enum(['yes']).optional().meta({ description: 'to be looked at: the touchpoint does not count as printed' }),
    }),
    output: FileOut,
    file: ['image/png', 'application/pdf'],
    refuses: ['touchpoint.not_found', 'poster.no_mini_code', 'channel.busy'],
  },
} as const satisfies Record<string, Contract>
