/**
 * Reads comma-separated values (RFC 4180): fields may be quoted, quoted ones hold commas, line breaks and doubled quotes.
 *
 * @returns for each row after the header its field in the column
 * @throws Error when there is no such column or a row ends before it
 */
export function readCsvColumn(text: string, column: string): string[] {
  const [header, ...rows] = parseRows(text);
  const index = header?.indexOf(column) ?? -1;
  if (index < 0) {
    throw new Error(`there is no column ${column}`);
  }
  return rows.map((fields, row) => {
    const field = fields[index];
    if (field === undefined) {
      throw new Error(`row ${row + 1} has no ${column}`);
    }
    return field;
  });
}

// One field and what ends it; the quoted form first.
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n][^,\r\n]*)?)(,|\r?\n|$)/y;

/** All rows of comma-separated values, the header among them. Throws Error for a quoted field that is not closed. */
export function parseRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  FIELD.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (FIELD.lastIndex < text.length) {
    const at = FIELD.lastIndex;
    const match = FIELD.exec(text);
    if (!match) {
      throw new Error(`a quoted field is not closed or goes on after its end, at character ${at + 1}`);
    }
    const [, quoted, plain, end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return row.length > 0 ? [...rows, [...row, '']] : rows;
}
