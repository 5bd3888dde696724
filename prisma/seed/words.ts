/** The words the demo store is made of. */
export const firstNames = [
  'Amara',
  'Bastian',
  'Celeste',
  'Dmitri',
  'Elif',
  'Farid',
  'Greta',
  'Hanae',
  'Idris',
  'Jolene',
  'Kwame',
  'Lotte',
  'Mateus',
  'Nadia',
  'Oskar',
  'Paloma',
  'Quentin',
  'Rosalind',
  'Soren',
  'Tamsin',
];

export const lastNames = [
  'Abara',
  'Bergstrom',
  'Castellano',
  'Dalgaard',
  'Ekwueme',
  'Fontaine',
  'Grunwald',
  'Halloran',
  'Ishikawa',
  'Jankovic',
  'Kaplan',
  'Lindqvist',
  'Moreau',
  'Nakagawa',
  'Ostrander',
  'Petrakis',
  'Quiroga',
  'Rasmussen',
  'Stavros',
  'Tanaka',
];

export const streets = [
  'Alder Walk',
  'Bayberry Court',
  'Clover Hill',
  'Driftwood Way',
  'Ferry Landing',
  'Garnet Row',
  'Juniper Close',
  'Millrace Road',
];

export const cities = [
  { city: 'Portland', state: 'OR', zip: 97200 },
  { city: 'Madison', state: 'WI', zip: 53700 },
  { city: 'Savannah', state: 'GA', zip: 31400 },
  { city: 'Boulder', state: 'CO', zip: 80300 },
  { city: 'Providence', state: 'RI', zip: 2900 },
  { city: 'Tucson', state: 'AZ', zip: 85700 },
];

/** A product has a variant for every combination of its options, some of them out of stock. */
export interface ProductWords {
  name: string;
  cents: number;
  options: Record<string, readonly string[]>;
}

export const productWords: ProductWords[] = [
  { name: 'Rain Jacket', cents: 8_900, options: { size: ['S', 'M', 'L'], colour: ['moss', 'navy', 'rust'] } },
  { name: 'Trail Shoes', cents: 11_450, options: { size: ['8', '9', '10', '11'], colour: ['slate', 'sand'] } },
  { name: 'Enamel Mug', cents: 1_650, options: { volume: ['300 ml', '450 ml'], colour: ['cream', 'teal', 'black'] } },
  {
    name: 'Pour-over Kettle',
    cents: 6_400,
    options: { volume: ['0.6 l', '1 l'], finish: ['steel', 'copper', 'matte black'] },
  },
  { name: 'Reading Lamp', cents: 7_250, options: { base: ['clamp', 'stand'], light: ['warm', 'neutral'] } },
  {
    name: 'Wool Blanket',
    cents: 12_900,
    options: { size: ['130 x 170', '150 x 200'], pattern: ['plain', 'herringbone', 'check'] },
  },
  {
    name: 'Canvas Backpack',
    cents: 9_800,
    options: { volume: ['18 l', '26 l'], colour: ['olive', 'charcoal', 'ochre'] },
  },
  { name: 'Cast Iron Pan', cents: 4_950, options: { diameter: ['20 cm', '24 cm', '28 cm'] } },
  { name: 'Notebook Set', cents: 2_100, options: { paper: ['lined', 'dotted', 'plain'], cover: ['kraft', 'indigo'] } },
  { name: 'Travel Speaker', cents: 5_975, options: { colour: ['black', 'coral'], battery: ['12 hours', '20 hours'] } },
  { name: 'Yoga Mat', cents: 4_300, options: { thickness: ['4 mm', '6 mm'], colour: ['plum', 'grey', 'sea'] } },
  { name: 'Desk Clock', cents: 3_600, options: { face: ['white', 'black'], case: ['oak', 'walnut'] } },
];
