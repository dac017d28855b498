// node dump.mjs FOLDER OUT: every EEG as float32 [20, samples], null as NaN.
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { readdirSync, writeFileSync, mkdirSync } from 'fs'
const names = 'Fp1,F3,C3,P3,F7,T3,T5,O1,Fz,Cz,Pz,Fp2,F4,C4,P4,F8,T4,T6,O2,EKG'.split(',')
const [folder, out] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
for (const name of readdirSync(folder).filter(n => n.endsWith('.parquet')).sort()) {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(`${folder}/${name}`) })
  const values = new Float32Array(20 * rows.length)
  names.forEach((channel, c) => rows.forEach((row, i) => { values[c * rows.length + i] = row[channel] ?? NaN }))
  writeFileSync(`${out}/${name.replace('.parquet', '.f32')}`, values)
}
