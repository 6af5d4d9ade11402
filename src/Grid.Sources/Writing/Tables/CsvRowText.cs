using System.Buffers;
using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// CSV that reads back as it was: null is an empty field; in quotes is what needs them, the empty text, and texts that would be null or start a comment. A number,
/// date or truth value that would be null has a blank before it: in quotes it would be a text.
/// </summary>
/// <param name="schema">The columns.</param>
/// <param name="readBy">How it will be read; null for the defaults.</param>
internal sealed class CsvRowText(Schema schema, CsvOptions? readBy) : RowText(schema)
{
    private const string Instead = "save Parquet, Arrow or JSON lines";

    private readonly Style _style = new(readBy ?? new CsvOptions());

    public override void WriteHead(Utf8Lines to)
    {
        for (int i = 0; i < Schema.Count; i++)
        {
            if (i > 0)
                to.Add((byte)',');
            // Null words are not applied to a header.
            byte[] name = Encoding.UTF8.GetBytes(Schema[i].Name);
            if (name.Contains((byte)0))
                throw new UnwritableTextException(ZeroInCsv.OfName(Schema[i].Name, Instead));
            Style.WriteField(name, name.Length == 0 || _style.IsComment(name) || CsvOptions.StartsFile(name), to);
        }
        to.Add((byte)'\n');
    }

    public override void Write(RecordBatch batch, Utf8Lines to)
    {
        try
        {
            WriteRows(batch, to);
        }
        catch (UnwritableTextException) when (FirstZero(batch) is { } found)
        {
            throw new UnwritableTextException(ZeroInCsv.OfText(found.Column, found.Text, Instead));
        }
    }

    private (string Column, string Text)? FirstZero(RecordBatch batch)
    {
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            if (Schema[i].Type.Id != TypeId.Utf8)
                continue;
            var texts = (Utf8Column)PlainColumn.Of(batch.Columns[i], Schema[i].Logical);
            for (int row = 0; row < texts.Length; row++)
            {
                if (texts.IsValid(row) && texts[row].Contains((byte)0))
                    return (Schema[i].Name, TypeNotes.Cut(texts[row]));
            }
        }
        return null;
    }

    private void WriteRows(RecordBatch batch, Utf8Lines to)
    {
        var cells = CellsOf(batch, _style);
        for (int row = 0; row < batch.Length; row++)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                if (i > 0)
                    to.Add((byte)',');
                cells[i].Write(row, to);
            }
            to.Add((byte)'\n');
        }
    }

    private sealed class Style(CsvOptions readBy) : CellStyle
    {
        private static readonly SearchValues<byte> s_special = SearchValues.Create(",\"\r\n\0"u8);
        private readonly NullWords _nulls = new(readBy.NullWords, withDefault: true);
        private readonly byte _comment = (byte)(readBy.Comment ?? CsvOptions.UsualComment);

        public override byte[] Null => [];

        public override byte[] NaN { get; } = "NaN"u8.ToArray();

        public override byte[] Infinity { get; } = "inf"u8.ToArray();

        public override byte[] MinusInfinity { get; } = "-inf"u8.ToArray();

        public override bool QuotesMoments => false;

        public override bool HasNullValues => _nulls.HasValues;

        public override bool IsNullWord(ReadOnlySpan<byte> value) => _nulls.ContainsValue(value) || (!_nulls.NaNIsNumber && _nulls.Contains(value));

        public override void WriteText(ReadOnlySpan<byte> text, Utf8Lines to) =>
            WriteField(text, text.Length == 0 || IsComment(text) || _nulls.Contains(text), to);

        /// <summary>Whether a line that starts so may be left out. In any column, so that it does not depend on which of them stands first.</summary>
        public bool IsComment(ReadOnlySpan<byte> text) => text is [var first, ..] && (first == (byte)CsvOptions.UsualComment || first == _comment);

        public static void WriteField(ReadOnlySpan<byte> text, bool isQuoted, Utf8Lines to)
        {
            if (!isQuoted && !text.ContainsAny(s_special))
            {
                to.Add(text);
                return;
            }
            // Of which column it is, whoever has the columns tells.
            if (text.Contains((byte)0))
                throw new UnwritableTextException("a text holds U+0000");
            to.Add((byte)'"');
            for (int at; (at = text.IndexOf((byte)'"')) >= 0; text = text[(at + 1)..])
            {
                to.Add(text[..(at + 1)]);
                to.Add((byte)'"');
            }
            to.Add(text);
            to.Add((byte)'"');
        }
    }
}
