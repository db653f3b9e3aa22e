import { describe, expect, it } from 'vitest';
import { readCsvColumn } from './read-csv.ts';

describe('readCsvColumn', () => {
  it('reads quoted and plain fields', () => {
    expect(readCsvColumn('id,text\n1,a\n2,"b, ""c"""\n3,"d\ne"\n', 'text')).toEqual(['a', 'b, "c"', 'd\ne']);
  });

  it('reads line breaks of all kinds, a byte order mark and a last line without a break', () => {
    expect(readCsvColumn('\ufefftext,id\r\na,1\r\n,2\r\nc,3', 'text')).toEqual(['a', '', 'c']);
    expect(readCsvColumn('id,text\n1,', 'text')).toEqual(['']);
  });

  it('has no rows after a header alone', () => {
    expect(readCsvColumn('id,text', 'text')).toEqual([]);
  });

  it('reads a field of a megabyte', () => {
    const field = 'x""'.repeat(350_000);
    expect(readCsvColumn(`text\n"${field}"\n`, 'text')[0]).toHaveLength(700_000);
  });

  it.each([
    ['', 'text', 'there is no column text'],
    ['id\n1\n', 'text', 'there is no column text'],
    ['id,text\n1\n', 'text', 'row 1 has no text'],
    ['id,text\n1,"a\n', 'text', 'a quoted field is not closed'],
    ['id,text\n1,"a"b\n', 'text', 'goes on after its end'],
  ])('says what is wrong with %j', (text, column, reason) => {
    expect(() => readCsvColumn(text, column)).toThrow(reason);
  });
});
